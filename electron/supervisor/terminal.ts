/**
 * What somebody sees who started the supervisor in a terminal: a line for each change of a state, and good news, with the time
 * where they are. Warnings and worse are on the standard error already, where the log puts them; what the services themselves
 * write comes from the log's worker, which may wait for a terminal (`log/writing/echo.ts`).
 */
import type { StreamEvent } from './event-stream.ts';

/** Makes the line of an event; null: nothing new. Remembers what it said last of each service. */
export function createTerminal(): (event: StreamEvent) => string | null {
  const words = createStateWords();
  return (event) => {
    const { type, data } = event;
    const good = type === 'alert' && data['level'] === 'info';
    const text = good ? `${'service' in data ? `${data['service']}: ` : ''}${data['text']}` : words(event);
    return text === null ? null : `${new Date(event.time).toTimeString().slice(0, 8)}  ${text}`;
  };
}

/** Makes the words of a change of state; null: nothing new. Remembers what it said last of each service. */
export function createStateWords(): (event: StreamEvent) => string | null {
  const said = new Map<string, string>();

  const changed = (name: string, text: string): string | null => {
    if (said.get(name) === text) return null;
    said.set(name, text);
    return text;
  };

  return ({ type, data }) => {
    if (type === 'exhibit') return changed('', `the exhibit: ${data['state']}`);
    if (type !== 'service') return null;
    const { name, state, pid } = data;
    return changed(String(name), `${name}: ${state ?? 'left the exhibit'}${typeof pid === 'number' ? ` (process ${pid})` : ''}`);
  };
}
