/**
 * The life of a trouble: it begins when something shows that is not as it should be, may get worse, may be well for a while, and is over
 * when it was well for long enough (`settle.ts`).
 */
import { isFlapping, noteChange } from './memory.ts';
import { clipText, clipTitle, type Ending, MOST_STATUSES, MOST_TROUBLES, type Status, type Trouble } from './state.ts';
import { threadId } from './thread.ts';
import { record, type Turn, wallOf } from './turn.ts';

/** The status that lasts while services rest for its sake. */
export const SAFE_MODE = 'safe-mode';

export type Aspect = 'run' | 'health' | 'wait' | 'machine' | 'exhibit';

/** A way in which a trouble shows, as it is first seen. */
export type Showing = Pick<Status, 'name' | 'kind' | 'level' | 'weight' | 'urgent' | 'title' | 'text'>;

export function keyOf(aspect: Aspect, subject: string): string {
  return `${aspect} ${subject}`;
}

export function find({ state }: Turn, key: string): Trouble | undefined {
  return state.troubles.find((trouble) => trouble.key === key);
}

/** It shows so now. Begins the trouble where there is none. */
export function show(turn: Turn, key: string, service: string | null, showing: Showing): Trouble {
  const trouble = find(turn, key) ?? begin(turn, key, service);
  if (trouble.wellSince !== null) {
    noteChange(turn, key);
    notWell(trouble);
  }
  const { fact } = turn;
  if (fact.type === 'alert' && fact.incident !== null) trouble.incident = fact.incident;
  const known = trouble.statuses.find(({ name }) => name === showing.name);
  const status: Status = {
    ...showing,
    title: clipTitle(showing.title),
    text: clipText(showing.text),
    urgent: showing.urgent || (known?.since != null && known.urgent),
    since: known?.since ?? fact.at,
    told: known?.told ?? false,
    recorded: known?.recorded ?? false,
  };
  trouble.statuses = [...trouble.statuses.filter((one) => one !== known), status].slice(-MOST_STATUSES);
  return trouble;
}

/** As `show`, where one status takes the place of the other: only this one shows. */
export function showOnly(turn: Turn, key: string, service: string | null, showing: Showing): void {
  const trouble = show(turn, key, service, showing);
  for (const status of trouble.statuses) if (status.name !== showing.name) status.since = null;
}

/** As far as can be seen it is over. */
export function well(turn: Turn, trouble: Trouble, how: Ending['how'], by: string | null = null): void {
  const atOnce = how === 'helped' || how === 'trial' || how === 'safe-mode-ended';
  const flapping = trouble.wellSince === null ? isFlapping(turn, trouble.key) : (trouble.ending?.flapping ?? false);
  if (trouble.wellSince === null) {
    trouble.wellSince = turn.fact.at;
    noteChange(turn, trouble.key);
    for (const status of trouble.statuses) mended(turn, trouble, status);
  } else if (trouble.ending?.atOnce === true || trouble.ending?.how === how) return;
  trouble.ending = { how, by: by === null ? null : by.slice(0, 100), atOnce, flapping };
}

/** It is not as it should be, for whatever reason: nothing new is to be told of it for that alone. */
export function notWell(trouble: Trouble): void {
  trouble.wellSince = null;
  trouble.ending = null;
}

/**
 * Nobody knows whether it still is so: what was not told by now is nobody's to know, and comes anew when it comes back. Not so where safe
 * mode is the trouble itself.
 */
export function hide(turn: Turn, trouble: Trouble): void {
  if (trouble.statuses.some(({ name, since }) => name === SAFE_MODE && since !== null)) return;
  for (const status of trouble.statuses) mended(turn, trouble, status);
}

/** What a status says, as a message about its trouble. */
export function telling(turn: Turn, trouble: Trouble, status: Status, act: 'raise' | 'update', text = status.text) {
  const { thread, service, incident } = trouble;
  const { kind, level, title } = status;
  return { thread, act, level, kind, service, title, text, at: wallOf(turn, status.since ?? turn.fact.at), incident };
}

function mended(turn: Turn, trouble: Trouble, status: Status): void {
  if (status.since !== null && !status.told && !status.recorded) {
    record(turn, telling(turn, trouble, status, 'raise'), 'quiet');
    status.recorded = true;
  }
  status.since = null;
}

function begin(turn: Turn, key: string, service: string | null): Trouble {
  const { fact, settings, state } = turn;
  const trouble: Trouble = {
    key,
    service,
    thread: threadId(settings.exhibit.name, key, service, Math.round(fact.wall)),
    since: fact.at,
    wellSince: null,
    ending: null,
    statuses: [],
    raisedTo: [],
    incident: null,
  };
  if (state.troubles.length >= MOST_TROUBLES) {
    // What nobody was told of is missed least.
    const place = state.troubles.findIndex(({ raisedTo }) => raisedTo.length === 0);
    state.troubles.splice(Math.max(0, place), 1);
  }
  state.troubles.push(trouble);
  noteChange(turn, key);
  return trouble;
}
