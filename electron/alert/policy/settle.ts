/**
 * Whether to tell: for each trouble, whether it is over, whether something new is to be said of it, and when it is to be looked at again.
 *
 * Something is due when it is told at once, has lasted for `quiet_for`, or flaps. Of what is due together only the worst is told, and
 * nothing that is lesser than what was told before. It waits while nobody is told anything (pause, closed), while safe mode speaks for all,
 * and for the end of the cooldown; when it is well by then, it is only written down.
 */
import type { WhyNot } from './draft.ts';
import { addressees, levelOf } from './meaning.ts';
import { cooldownUntil, isFlapping, noteTold } from './memory.ts';
import type { Ending, Status, Trouble } from './state.ts';
import { clearText, flapLine, lines, notBackLine } from './text.ts';
import { SAFE_MODE, telling } from './trouble.ts';
import { draft, record, silence, type Turn, wallOf } from './turn.ts';

/** What explains the worst status that comes with it, and is told in its text. */
const BESIDES: readonly string[] = ['rung-skipped', 'went-to-background'];

export function settle(turn: Turn): void {
  const { state } = turn;
  for (const trouble of [...state.troubles]) {
    if (isOver(turn, trouble)) close(turn, trouble);
    else tellWorst(turn, trouble);
  }
  state.dueAt = state.troubles.reduce<number | null>((soonest, trouble) => {
    const at = dueAt(turn, trouble);
    return at === null || (soonest !== null && soonest <= at) ? soonest : at;
  }, null);
}

function isOver(turn: Turn, trouble: Trouble): boolean {
  const at = overAt(turn, trouble);
  return at !== null && at <= turn.fact.at;
}

/** When it will have been well for long enough; null: it is not well, or something else has to come first. */
function overAt(turn: Turn, { key, service, wellSince, ending }: Trouble): number | null {
  const { settings, state } = turn;
  if (wellSince === null || ending === null) return null;
  if (ending.atOnce) return wellSince;
  // What the ladder was climbed for is over when the ladder says so.
  const climbing = service !== null && key.startsWith('run ') && state.ladder === service;
  if (climbing && (ending.how === 'well' || state.safeMode)) return null;
  return wellSince + (ending.flapping ? settings.cooldownMs : settings.quietForMs);
}

function close(turn: Turn, trouble: Trouble): void {
  const { settings, state } = turn;
  const { ending, wellSince, thread, service, incident } = trouble;
  if (ending === null || wellSince === null) return;
  const told = trouble.raisedTo.filter((name) => settings.receivers.some((receiver) => receiver.name === name));
  if (told.length > 0) {
    // What was raised is cleared as soon as anybody is told anything again.
    if (silence(state) !== null) return;
    const kind = kindOf(ending);
    const { title, text } = clearText(turn, trouble, ending, wellSince);
    const clear = { thread, act: 'clear', level: 'info', kind, service, title, text, at: wallOf(turn, wellSince), incident } as const;
    if (levelOf(kind, 'info', settings) === 'none') record(turn, clear, 'level');
    else draft(turn, clear, told);
  }
  state.troubles.splice(state.troubles.indexOf(trouble), 1);
}

function kindOf({ how }: Ending): string {
  if (how === 'helped') return 'rung-helped';
  return how === 'trial' || how === 'safe-mode-ended' ? 'safe-mode-ended' : 'recovered';
}

/** What may yet be told of it. */
function untold({ statuses }: Trouble): (Status & { since: number })[] {
  const least = statuses.reduce((most, { told, weight }) => (told ? Math.max(most, weight) : most), 0);
  return statuses.filter((status): status is Status & { since: number } => status.since !== null && !status.told && status.weight >= least);
}

function tellWorst(turn: Turn, trouble: Trouble): void {
  const { fact, settings } = turn;
  const flapping = isFlapping(turn, trouble.key);
  const due = untold(trouble).filter(({ urgent, since }) => urgent || flapping || fact.at >= since + settings.quietForMs);
  const worst = worstOf(due);
  if (worst === undefined) return;
  const why = whyNot(turn, trouble, worst);
  if (why !== null) {
    if (!worst.recorded) record(turn, telling(turn, trouble, worst, 'raise'), why);
    worst.recorded = true;
    return;
  }
  const besides = trouble.statuses.filter(
    (status) => BESIDES.includes(status.name) && status.since !== null && !status.told && status !== worst,
  );
  const stillDown = worst.urgent || flapping ? null : notBackLine(turn, worst);
  const text = lines(...besides.map((status) => status.text), worst.text, stillDown, flapLine(turn, trouble.key));
  const to = addressees(worst.kind, worst.level, settings);
  const { raisedTo } = trouble;
  const first = to.filter((name) => !raisedTo.includes(name));
  const again = to.filter((name) => raisedTo.includes(name));
  if (to.length === 0) record(turn, telling(turn, trouble, worst, 'raise', text), 'level');
  if (first.length > 0) draft(turn, telling(turn, trouble, worst, 'raise', text), first);
  if (again.length > 0) draft(turn, telling(turn, trouble, worst, 'update', text), again);
  trouble.raisedTo = [...raisedTo, ...first];
  for (const status of [...due, ...besides]) status.told = true;
  noteTold(turn, trouble.key, worst.name, trouble.thread, to);
}

/** The last one of the heaviest. */
function worstOf(statuses: readonly (Status & { since: number })[]): (Status & { since: number }) | undefined {
  return statuses.reduce<(Status & { since: number }) | undefined>(
    (worst, status) => (worst === undefined || status.weight >= worst.weight ? status : worst),
    undefined,
  );
}

function whyNot(turn: Turn, trouble: Trouble, status: Status): WhyNot | null {
  const { state } = turn;
  const silent = silence(state);
  if (silent !== null) return silent;
  if (state.safeMode && trouble.service !== null && status.name !== SAFE_MODE) return 'safe-mode';
  return cooldownUntil(turn, trouble.key, status.name) === null ? null : 'cooldown';
}

/** When time alone changes what is to be told of it. */
function dueAt(turn: Turn, trouble: Trouble): number | null {
  const { fact, settings, state } = turn;
  const silent = silence(state) !== null;
  const over = overAt(turn, trouble);
  const moments = over !== null && !(silent && trouble.raisedTo.length > 0) ? [over] : [];
  for (const status of untold(trouble)) {
    const ripe = status.urgent ? fact.at : status.since + settings.quietForMs;
    // In silence it is written down once, when it would have been told.
    if (ripe > fact.at) moments.push(ripe);
    else if (!silent) moments.push(cooldownUntil(turn, trouble.key, status.name) ?? Number.POSITIVE_INFINITY);
  }
  const soonest = Math.min(...moments.filter((at) => at > fact.at));
  return Number.isFinite(soonest) ? soonest : null;
}
