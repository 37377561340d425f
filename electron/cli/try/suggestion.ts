/**
 * The table to paste into an exhibit file, with the reason of each number. A trial of seconds does not see the worst gap of a
 * year, so every figure has room: the rules stand beside them, for whoever knows better.
 */
import { inQuotes } from '../../config/index.ts';
import { wrap } from '../terminal.ts';
import { tomlStrings } from '../toml.ts';
import type { KindHeard } from './heard.ts';
import { serviceName } from './program.ts';
import type { Trial } from './result.ts';
import { durationText, rounded, roundedUp } from './round.ts';
import { count, span } from './words.ts';

const WIDTH = 80;
/** Times the measured start. */
const STARTUP_ROOM = 3;
const LEAST_STARTUP_MS = 10_000;
/** The default of `stall`. */
const LEAST_STALL_MS = 60_000;
/** A stop that needs more than half of the default `stop.grace` gets more. */
const EASY_STOP_MS = 2_500;

/** The kind of heartbeat that the program is to be watched by; null: it beats over none. */
export function chosenKind({ heard }: Pick<Trial, 'heard'>): KindHeard | null {
  return heard.kinds.find(({ beats }) => beats > 1) ?? heard.kinds.find(({ beats }) => beats > 0) ?? null;
}

/** Null: as it is, it is no service. */
export function suggestedTable(trial: Trial): string | null {
  const { by, code } = trial.ending;
  if (by === 'background' || (by === 'itself' && code !== 0)) return null;
  const { command, directory } = trial;
  const where = `Tried in ${directory}. Relative paths begin at "directory", which begins at the folder of exhibit.toml.`;
  const parts = [...comment(where), `command = ${tomlStrings(command)}`];
  parts.push(...(by === 'itself' ? oneShot(trial) : [...heartbeat(trial), ...stop(trial)]));
  return `[service.${serviceName(command)}]\n${parts.join('\n')}\n`;
}

function oneShot({ watchedMs }: Trial): string[] {
  const startup = `heartbeat = { startup = "${durationText(startupMs(watchedMs))}" }`;
  const why = `It does its work once and ends. startup: 3 times the ${span(watchedMs)} that it took, at least 10 s.`;
  return [...comment(why), 'restart = "never"', startup];
}

function heartbeat(trial: Trial): string[] {
  const kind = chosenKind(trial);
  if (kind === null) return [...comment('It gave no sign of life: only its end will be noticed.'), 'heartbeat = { kind = "none" }'];
  const readyMs = kind.readyMs ?? trial.readyMs;
  const { interval, timeout, reason } = patience(kind);
  const stall = stallMs(trial);
  const parts = [`kind = ${inQuotes(kind.kind)}`, `interval = "${durationText(interval)}"`, `timeout = "${durationText(timeout)}"`];
  const reasons = [reason];
  if (readyMs !== null) {
    parts.push(`startup = "${durationText(startupMs(readyMs))}"`);
    reasons.push(`startup: 3 times the ${span(readyMs)} that it took, at least 10 s.`);
  }
  if (stall !== null) {
    parts.push(`stall = "${durationText(stall)}"`);
    reasons.push('stall: 3 times the longest standstill of its progress, at least 1 min.');
  }
  return [...reasons.flatMap(comment), `heartbeat = { ${parts.join(', ')} }`];
}

function startupMs(measuredMs: number): number {
  return roundedUp(Math.max(LEAST_STARTUP_MS, STARTUP_ROOM * measuredMs));
}

function patience({ beats, medianMs, longestMs }: KindHeard) {
  if (medianMs === null) {
    const reason = `interval and timeout: the defaults, because ${count(beats, 'beat')} tell nothing of them.`;
    return { interval: 1_000, timeout: 5_000, reason };
  }
  const interval = rounded(medianMs);
  const timeout = roundedUp(Math.max(3 * interval, 2 * (longestMs ?? 0)));
  const gap = longestMs === null ? '' : ` and 2 longest gaps (${span(longestMs)})`;
  const reason = `interval: the median of ${count(beats - 1, 'gap')}. timeout: at least 3 intervals${gap}, rounded up.`;
  return { interval, timeout, reason };
}

function stallMs({ heard: { progress } }: Trial): number | null {
  return progress?.moved === true ? roundedUp(Math.max(LEAST_STALL_MS, 3 * progress.longestStandMs)) : null;
}

function stop({ ending: { by, tookMs } }: Trial): string[] {
  if (by !== 'stopped' || tookMs === null || tookMs <= EASY_STOP_MS) return [];
  const why = `It took ${span(tookMs)} to end: twice as long, rounded up.`;
  return [...comment(why), `stop = { grace = "${durationText(roundedUp(2 * tookMs))}" }`];
}

function comment(text: string): string[] {
  return wrap(text, WIDTH - 2).map((line) => `# ${line}`);
}
