/** What is wrong with a program as a service, and what to do about it. Pure. */
import type { Member } from './members.ts';
import { foregroundOf } from './program.ts';
import type { Trial } from './result.ts';
import { chosenKind } from './suggestion.ts';
import { count, span } from './words.ts';

export interface Warning {
  /** What happened, in a sentence. */
  readonly what: string;
  readonly todo: string;
}

/** A silence at the end that is so many times the longest gap before is a program that has stopped beating. */
const SILENT_TIMES = 3;
const LEAST_SILENCE_MS = 2_000;
/** A progress that stood still for so long while beats came on. */
const STANDSTILL_MS = 10_000;

export function warningsOf(trial: Trial): Warning[] {
  return [...ofTheEnd(trial), ...ofBeats(trial), ...ofWords(trial)];
}

function ofTheEnd({ ending, escaped, command, watchedMs }: Trial): Warning[] {
  const { by, code, signal, survivors, holders } = ending;
  const warnings: Warning[] = [];
  if (by === 'itself' && code !== 0) {
    const how = signal === null ? `with exit status ${code}` : `by ${signal}`;
    const what = `It ended by itself ${how} after ${span(watchedMs)}.`;
    warnings.push({ what, todo: 'Mend that first: a service is started again and again.' });
  }
  if (by === 'background') {
    const what = `It went to the background: its main program ended with exit status ${code}, and ${list(survivors)} lived on.`;
    const known = foregroundOf(command);
    const flag = known === null ? 'Many have an option for that: --foreground, --no-daemon, -D, -n.' : `For this one: ${known}`;
    warnings.push({ what, todo: `Run it in the foreground, so that Invigil sees its end. ${flag}` });
  }
  if (by === 'killed') {
    const what = 'It did not end on SIGTERM within 5 s and had to be killed. What it had not saved is lost at every stop.';
    const todo = 'Let it handle SIGTERM; or name the signal it ends on: stop = { signal = "SIGINT" }';
    warnings.push({ what, todo });
  }
  if (by === 'stopped' && survivors.length > 0) {
    const open = holders.length > 0 ? ', and kept its output open' : '';
    const what = `It ended on SIGTERM, but ${list(survivors)} lived on${open}.`;
    const todo = 'Invigil ends it as well, at each stop. Better: let the program end what it starts, or use "exec" in a shell script.';
    warnings.push({ what, todo });
  }
  if (escaped.length > 0) {
    const what = `Out of reach, and still holding the output open: ${list(escaped)}. It has left its group and its parent, and cleared its environment.`;
    const todo = `It still runs; end it by hand: kill ${escaped.map(({ pid }) => pid).join(' ')}. Run it in the foreground, as a service of its own.`;
    warnings.push({ what, todo });
  }
  return warnings;
}

function ofBeats(trial: Trial): Warning[] {
  const { heard, ending } = trial;
  const warnings: Warning[] = [];
  const notify = heard.kinds.find(({ kind }) => kind === 'notify');
  if (notify !== undefined && notify.readyMs === null) {
    const what = 'It sends WATCHDOG=1 but never READY=1: it would be taken for a program that never gets ready.';
    warnings.push({ what, todo: 'Send READY=1 once, when its work begins.' });
  }
  if (notify !== undefined && notify.readyMs !== null && heard.kinds.every(({ beats }) => beats === 0)) {
    const what = 'It says READY=1 but never WATCHDOG=1: with kind = "notify" it would be taken for frozen.';
    warnings.push({ what, todo: 'Send WATCHDOG=1 in its loop. Until then kind = "none" is right.' });
  }
  const kind = chosenKind(trial);
  if (kind !== null && ending.by !== 'itself' && kind.silentMs > Math.max(LEAST_SILENCE_MS, SILENT_TIMES * (kind.longestMs ?? 0))) {
    const what = `It stopped beating: ${count(kind.beats, 'beat')}, then ${span(kind.silentMs)} of silence. It would be taken for frozen.`;
    warnings.push({ what, todo: 'If it was only busy, let it say so (docs/heartbeats.md, "busy").' });
  }
  if (heard.progress !== null && heard.progress.longestStandMs > STANDSTILL_MS) {
    const what = `Its progress stood still for ${span(heard.progress.longestStandMs)} while it went on beating.`;
    warnings.push({ what, todo: 'If that is normal, set stall longer than its longest standstill.' });
  }
  return warnings;
}

function ofWords({ heard }: Trial): Warning[] {
  return heard.complaints.map((what) => ({ what: `Heard: ${what}`, todo: 'docs/heartbeats.md says what is understood.' }));
}

/** Two by name, the others by number. */
function list(members: readonly Member[]): string {
  const named = members.slice(0, 2).map(({ pid, command }) => (command === '' ? `process ${pid}` : `"${command}"`));
  const others = members.length - named.length;
  return [...named, ...(others > 0 ? [count(others, 'other')] : [])].join(' and ');
}
