/** What somebody sees who started the supervisor in a terminal: one line for each change of a service, and the alerts. */
import type { StreamEvent } from './event-stream.ts';

export function terminalLine(event: StreamEvent): string | null {
  const clock = event.time.slice(11, 19);
  if (event.type === 'service') {
    const { name, state, pid } = event.data;
    return state === null ? `${clock}  ${name}: left the exhibit` : `${clock}  ${name}: ${state}${pid === null ? '' : ` (pid ${pid})`}`;
  }
  if (event.type === 'exhibit') return `${clock}  the exhibit: ${event.data['state']}`;
  if (event.type === 'alert') return `${clock}  ${'service' in event.data ? `${event.data['service']}: ` : ''}${event.data['text']}`;
  return null;
}
