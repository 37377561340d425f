/** The status as people read it on a terminal: the sentence, then the services, those in trouble first. Pure. */
import type { Overview, Tone } from '../documents/overview.ts';
import type { ServiceStatusJson } from '../documents/status.ts';
import { duration } from '../supervisor/words.ts';
import { type Look, wrap } from './terminal.ts';

interface Row {
  readonly tone: Tone;
  readonly cells: readonly string[];
  readonly doing: string;
}

/** `true`: numbers, which stand at the right of their column. */
const COLUMNS: readonly (readonly [title: string, isNumber: boolean])[] = [
  ['Service', false],
  ['State', false],
  ['PID', true],
  ['Beat', true],
  ['Restarts', true],
];

const GAP = '  ';
/** Less room than this beside the columns is too little for words: then they stand below. */
const LEAST_WORDS = 20;

const GRAVITY: readonly Tone[] = ['healthy', 'closed', 'paused', 'unknown', 'warning', 'error', 'fatal'];

export function statusTable(overview: Overview, look: Look): string {
  const { sentence, status } = overview;
  const lead = look.shape(sentence.tone);
  const said = wrap(sentence.text, look.width - (lead === '' ? 0 : 2)).map(
    (line, place) => `${place === 0 ? lead : lead && '  '}${look.bold(line)}`,
  );
  const rows = status.services.map((service, place) => toRow(service, overview.services[place]));
  rows.sort((a, b) => GRAVITY.indexOf(b.tone) - GRAVITY.indexOf(a.tone));
  return [...said, '', ...(rows.length === 0 ? [] : [...table(rows, look), '']), ...wrap(footer(overview), look.width).map(look.dim)].join(
    '\n',
  );
}

function toRow(service: ServiceStatusJson, words: Overview['services'][number] | undefined): Row {
  const { name, state, pid, last_beat_ms, restarts } = service;
  const cells = [name, state, pid === null ? '-' : String(pid), last_beat_ms === null ? '-' : duration(last_beat_ms), String(restarts)];
  return { tone: words?.tone ?? 'unknown', cells, doing: words?.doing ?? '' };
}

function table(rows: readonly Row[], look: Look): string[] {
  const widths = COLUMNS.map(([title], column) => Math.max(title.length, ...rows.map((row) => row.cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (COLUMNS[column]?.[1] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(GAP);
  const margin = look.shape('unknown') === '' ? '' : '  ';
  const taken = margin.length + widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const below = look.width - taken < LEAST_WORDS;
  const indent = below ? `${margin}${GAP}` : ' '.repeat(taken);
  const head = look.dim(`${margin}${line(COLUMNS.map(([title]) => title))}`);
  const body = rows.flatMap(({ tone, cells, doing }) => {
    const words = wrap(doing, look.width - indent.length);
    const first = `${look.shape(tone)}${look.tint(tone, line(cells))}`;
    const [beside, ...rest] = below ? ['', ...words] : words;
    return [`${first}${beside === '' ? '' : GAP}${beside}`, ...rest.map((text) => `${indent}${text}`)];
  });
  return [head, ...body];
}

function footer({ title, status }: Overview): string {
  const rungs = status.ladder === 0 ? '' : ` Rungs of the ladder taken: ${status.ladder}.`;
  const reboots = status.reboots_left === null ? '' : ` Reboots left: ${status.reboots_left}.`;
  return `${title} (${status.exhibit}).${rungs}${reboots}`;
}
