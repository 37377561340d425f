/** The report of a trial as people read it: the sentence, what is wrong, what was measured, the table to paste. Pure. */
import { plainText } from '../../log/text.ts';
import { times } from '../../supervisor/words.ts';
import { type Look, wrap } from '../terminal.ts';
import type { KindHeard } from './heard.ts';
import { languageOf } from './program.ts';
import type { Trial } from './result.ts';
import { chosenKind, suggestedTable } from './suggestion.ts';
import { type Warning, warningsOf } from './warnings.ts';
import { count, megabytes, READY_BY, span } from './words.ts';

/** Room for the names of the facts. */
const LABEL_WIDTH = 10;
const MOST_WIDTH = 80;

export function reportText(trial: Trial, look: Look): string {
  const warnings = warningsOf(trial);
  const width = Math.min(look.width, MOST_WIDTH);
  const tone = look.shape(warnings.length > 0 ? 'warning' : 'healthy');
  const parts = [
    hang(sentence(trial, warnings), tone, width, look.bold),
    ...warnings.map((warning) => `${indented(warning.what, width)}\n${indented(`-> ${warning.todo}`, width, '     ')}`),
    facts(trial, look, width),
    ...lastLines(trial, look),
    ...next(trial, look, width),
  ];
  return parts.join('\n\n');
}

/** Whether it can be a service as it is. */
function sentence(trial: Trial, warnings: readonly Warning[]): string {
  const { by, code } = trial.ending;
  if (by === 'itself') return code === 0 ? 'It did its work and ended: a one-shot.' : 'It does not stay alive.';
  if (by === 'background') return 'It went to the background.';
  const kind = chosenKind(trial);
  const lives = kind === null ? 'It runs, and gives no sign of life' : `It runs, and beats over ${kind.kind}`;
  return warnings.length === 0
    ? `${lives}.`
    : `${lives}. ${warnings.length === 1 ? 'One thing is' : `${warnings.length} things are`} not right.`;
}

function facts(trial: Trial, look: Look, width: number): string {
  const { heard, memory, mostProcesses, watchedMs } = trial;
  const rows: (readonly [label: string, text: string])[] = [];
  if (trial.readyMs !== null || trial.ending.by !== 'itself') rows.push(['Ready', ready(trial)]);
  for (const kind of heard.kinds) rows.push(['Beats', beats(kind)]);
  if (heard.progress !== null) rows.push(['Progress', heard.progress.moved ? 'moves' : 'stood still']);
  if (heard.busy.times > 0) rows.push(['Busy', `asked for patience ${times(heard.busy.times)}, for ${span(heard.busy.longestMs)} at most`]);
  if (memory !== null) {
    const { lastBytes, mostBytes } = memory;
    rows.push([
      'Memory',
      `${megabytes(lastBytes)} at the end, ${megabytes(mostBytes)} at most, in ${count(mostProcesses, 'process', 'processes')}`,
    ]);
  }
  rows.push(['End', ending(trial)], ['Watched', span(watchedMs)]);
  return rows
    .map(([label, text]) => {
      const [first, ...rest] = wrap(text, width - LABEL_WIDTH - 2);
      const margin = ' '.repeat(LABEL_WIDTH + 2);
      return [`  ${look.dim(label.padEnd(LABEL_WIDTH))}${first}`, ...rest.map((line) => `${margin}${line}`)].join('\n');
    })
    .join('\n');
}

function ready({ readyMs, heard }: Trial): string {
  const first = heard.kinds.find((kind) => kind.readyMs === readyMs);
  if (readyMs === null || first === undefined) return 'never said so: with kind = "none" that is after one second';
  return `after ${span(readyMs)} (${READY_BY[first.kind]})`;
}

function beats({ kind, beats: number, medianMs, longestMs }: KindHeard): string {
  if (number === 0) return `none over ${kind}`;
  const every = medianMs === null ? '' : `, every ${span(medianMs)} (median)`;
  const gap = longestMs === null ? '' : `, longest gap ${span(longestMs)}`;
  return `${number} over ${kind}${every}${gap}`;
}

function ending({ ending: { by, code, signal, tookMs } }: Trial): string {
  const how = signal === null ? `exit status ${code}` : `by ${signal}`;
  switch (by) {
    case 'itself':
      return `by itself, ${how}`;
    case 'background':
      return `its main program by itself, ${how}`;
    case 'stopped':
      return `on SIGTERM within ${span(tookMs ?? 0)}, ${how}`;
    case 'killed':
      return `killed ${span(tookMs ?? 0)} after SIGTERM`;
  }
}

/** What it said before it failed. */
function lastLines({ ending: { by, code }, lastLines: lines }: Trial, look: Look): string[] {
  if (by !== 'itself' || code === 0 || lines.length === 0) return [];
  return [['It said last:', ...lines.map((line) => `  ${look.dim(plainText(line))}`)].join('\n')];
}

function next(trial: Trial, look: Look, width: number): string[] {
  const table = suggestedTable(trial);
  if (table === null) return ['Then try again.'];
  const { hint, page } = languageOf(trial.command);
  const silent = chosenKind(trial) === null && trial.ending.by !== 'itself';
  return [
    ...(silent ? [wrap(`It could hang unnoticed. ${hint} See ${page}.`, width).join('\n')] : []),
    `${look.bold('For exhibit.toml:')}\n\n${table.trimEnd()}`,
  ];
}

function hang(text: string, lead: string, width: number, tint: (text: string) => string): string {
  return wrap(text, width - 2)
    .map((line, place) => `${place === 0 ? lead : lead && '  '}${tint(line)}`)
    .join('\n');
}

function indented(text: string, width: number, margin = '  '): string {
  return wrap(text, width - margin.length)
    .map((line, place) => (place === 0 ? `  ${line}` : `${margin}${line}`))
    .join('\n');
}
