/** What stands alone: nothing lasts, nothing has to be cleared. */
import { addressees } from './meaning.ts';
import { cooldownUntil, noteTold } from './memory.ts';
import { threadId } from './thread.ts';
import { draft, record, silence, type Telling, type Turn } from './turn.ts';

/** `name`: what the cooldown is about. */
export function note(turn: Turn, { name, ...says }: Pick<Telling, 'kind' | 'level' | 'title' | 'text'> & { readonly name: string }): void {
  const { fact, settings, state } = turn;
  const key = `note ${name}`;
  const wall = Math.round(fact.wall);
  const thread = threadId(settings.exhibit.name, key, null, wall);
  const telling = {
    ...says,
    thread,
    act: 'note',
    service: null,
    at: wall,
    incident: fact.type === 'alert' ? fact.incident : null,
  } as const;
  const why = silence(state) ?? (cooldownUntil(turn, key, name) === null ? null : 'cooldown');
  if (why !== null) return record(turn, telling, why);
  const to = addressees(says.kind, says.level, settings);
  if (to.length === 0) return record(turn, telling, 'level');
  draft(turn, telling, to);
  noteTold(turn, key, name, thread, to);
}
