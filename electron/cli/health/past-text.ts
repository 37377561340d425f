/** Strips and changes of the last hours on a terminal, in 80 columns. Pure. */
import { STRIP_STATES, type Strips } from '../../documents/history.ts';
import type { ChangeRow } from '../../history/rows.ts';
import { shortTime } from '../../supervisor/story/times.ts';
import { duration } from '../../supervisor/words.ts';
import type { Look } from '../terminal.ts';

type StripState = (typeof STRIP_STATES)[number];

/** So many changes are listed. */
export const LISTED_CHANGES = 20;

/** A shape for each, so that nothing is said by colour alone; one column wide. */
const SHAPES: Readonly<Record<StripState, string>> = {
  failed: '✕',
  restarted: '↻',
  error: '■',
  warning: '▲',
  waiting: '┄',
  starting: '┈',
  paused: '‖',
  closed: '☾',
  stopped: '○',
  running: '━',
  off: ' ',
};

const WORDS: Readonly<Record<StripState, string>> = {
  failed: 'failed',
  restarted: 'restarted by itself',
  error: 'error',
  warning: 'warning',
  waiting: 'waiting',
  starting: 'starting',
  paused: 'paused',
  closed: 'closed',
  stopped: 'stopped',
  running: 'running',
  off: 'no supervisor',
};

/** `changes`: newest first. */
export function pastText(strips: Strips, changes: readonly ChangeRow[], look: Look): string {
  const { from, to, services } = strips;
  if (services.length === 0) return `Nothing is known of the last ${duration(to - from)}.`;
  const names = Math.max(...services.map(({ name }) => name.length));
  const counts = services.map(({ stretches }) => stretches.reduce((sum, { restarts }) => sum + restarts, 0));
  const tail = (count: number) => (count === 0 ? '' : `  ${count}`);
  const width = Math.max(10, look.width - names - 2 - Math.max(...counts.map((count) => tail(count).length)));
  const drawn = services.map(({ stretches }) => cells(stretches, from, to, width));
  const begin = shortTime(from).trim();
  const end = shortTime(to).trim();
  const used = STRIP_STATES.filter((state) => state !== 'off' && drawn.some((strip) => strip.includes(state)));
  const restarts = counts.reduce((sum, count) => sum + count, 0);
  return [
    look.bold(
      `The last ${duration(to - from)}: ${restarts === 0 ? 'no restart' : restarts === 1 ? 'one restart' : `${restarts} restarts`} by itself.`,
    ),
    '',
    ...services.map(({ name }, place) => `${name.padEnd(names)}  ${draw(drawn[place] ?? [])}${tail(counts[place] ?? 0)}`),
    look.dim(`${' '.repeat(names + 2)}${begin}${end.padStart(width - begin.length)}`),
    '',
    look.dim(used.map((state) => `${SHAPES[state]} ${WORDS[state]}`).join('  ')),
    ...(changes.length === 0
      ? []
      : ['', look.bold('Changes, the newest last'), ...changes.toReversed().map((change) => cut(changeWords(change), look))]),
  ].join('\n');
}

type Stretches = Strips['services'][number]['stretches'];

/** What each column shows: the worst that was in it. */
function cells(stretches: Stretches, from: number, to: number, width: number): StripState[] {
  const step = (to - from) / width;
  return Array.from({ length: width }, (_, place) => {
    const [begin, end] = [from + place * step, from + (place + 1) * step];
    const within = stretches.filter((stretch) => stretch.from < end && stretch.to > begin).map(({ state }) => state);
    return STRIP_STATES.find((state) => within.includes(state)) ?? 'off';
  });
}

function draw(strip: readonly StripState[]): string {
  return strip.map((state) => SHAPES[state]).join('');
}

function changeWords({ at, service, state, health, reason }: ChangeRow): string {
  const who = service ?? 'exhibit';
  const what = service === null && state === 'off' ? 'no supervisor ran' : state;
  const troubled = health === 'healthy' || health === 'unknown' ? '' : `  ${health}`;
  return `  ${shortTime(at)}  ${who}  ${what}${troubled}${reason === null ? '' : `  ${reason}`}`;
}

function cut(line: string, { width }: Look): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}
