/** One incident as a short story: what broke, why as far as known, what was done, how long; then the evidence. Pure. */
import type { Incident, Line, Usage } from '../../incident/record.ts';
import { plainText } from '../../log/text.ts';
import { broke } from '../cause-words.ts';
import { capitalName, duration, megabytes } from '../words.ts';
import { wrap } from '../wrap.ts';
import { whatWasDone } from './done.ts';
import { momentWords } from './moments.ts';
import { clock, date, preciseClock } from './times.ts';
import { whyOf } from './why.ts';
import { howLong, shortly, whoOf } from './words.ts';

/** What the output can show. */
export interface Layout {
  /** Columns that a line may take. */
  readonly width: number;
  dim(text: string): string;
  bold(text: string): string;
}

export interface Told {
  readonly number: number;
  readonly incident: Incident;
  readonly hasPicture: boolean;
}

const LABEL = 15;

/** `now`: milliseconds since 1970. */
export function story({ number, incident, hasPicture }: Told, look: Layout, now: number): string {
  const { detectedAt, cause } = incident;
  const what = `${capitalName(whoOf(incident))} ${broke(cause)}.`;
  const paragraphs: readonly (readonly [label: string, text: string])[] = [
    ['What broke', `${what} That was at ${clock(detectedAt)} on ${date(detectedAt)}.`],
    ['Why', whyOf(incident).join(' ')],
    ['What was done', whatWasDone(incident).join(' ')],
    ['How long', howLong(incident, now)],
  ];
  return [
    ...wrap(`Incident ${number} (${incident.service ?? 'supervisor'}): ${shortly(cause)}`, look.width).map(look.bold),
    '',
    ...paragraphs.flatMap(([label, text]) => labelled(label, text, look)),
    ...section('Times', times(incident), look),
    ...section('What happened', moments(incident, look), look),
    ...incident.evidence.tails.flatMap(({ at, lines }) =>
      section(
        `Last lines at ${clock(at)}`,
        lines.map((line) => logLine(line, look)),
        look,
      ),
    ),
    ...section('Processes just before', processes(incident, look), look),
    ...section('Resources over the minutes before', resources(incident.evidence.usage), look),
    ...section('Picture', [picture(number, incident, hasPicture)], look),
  ].join('\n');
}

function labelled(label: string, text: string, look: Layout): string[] {
  const lines = wrap(plainText(text), look.width - LABEL);
  return lines.map((line, place) => `${place === 0 ? look.bold(label.padEnd(LABEL)) : ' '.repeat(LABEL)}${line}`);
}

function section(title: string, lines: readonly string[], look: Layout): string[] {
  return lines.length === 0 ? [] : ['', look.bold(title), ...lines];
}

function times({ firstSignAt, detectedAt, actedAt, readyAt, endedAt }: Incident): string[] {
  const rows: readonly (readonly [string, number | null])[] = [
    ['first sign', firstSignAt],
    ['detected', detectedAt],
    ['acted', actedAt],
    ['ready', readyAt],
    ['ended', readyAt === null ? endedAt : null],
  ];
  return rows.flatMap(([label, at]) => {
    if (at === null) return [];
    const after = at === firstSignAt ? '' : `  after ${(Math.round(at - firstSignAt) / 1_000).toFixed(3)} s`;
    return [`  ${label.padEnd(LABEL - 2)}${preciseClock(at)}${after}`];
  });
}

function moments({ moments, momentsLeftOut }: Incident, look: Layout): string[] {
  const lines = moments.map((moment) => cut(`  ${preciseClock(moment.at)}  ${momentWords(moment)}`, look));
  return momentsLeftOut === 0 ? lines : [...lines.slice(0, 40), `  ... ${momentsLeftOut} left out ...`, ...lines.slice(40)];
}

function logLine({ at, stream, text }: Line, look: Layout): string {
  const plain = plainText(text);
  return `  ${preciseClock(at)}  ${stream === 'inv' ? look.dim(`-- ${plain}`) : plain}`;
}

function processes({ evidence }: Incident, look: Layout): string[] {
  return evidence.processes.flatMap(({ pid, name, state, threads, memoryBytes, waitsIn, kernelStack }) => [
    `  ${pid}  ${name}  ${state}${threads === null ? '' : `, threads ${threads}`}${memoryBytes === null ? '' : `, ${megabytes(memoryBytes)}`}${waitsIn === null ? '' : `, in ${waitsIn}`}`,
    ...(kernelStack.length === 0
      ? []
      : wrap(`stack in the kernel: ${kernelStack.join(' < ')}`, look.width - 9).map((line) => `         ${line}`)),
  ]);
}

const BARS = '▁▂▃▄▅▆▇█';

function resources(usage: readonly Usage[]): string[] {
  const [first, last] = [usage[0], usage.at(-1)];
  if (first === undefined || last === undefined) return [];
  const row = (label: string, value: (sample: Usage) => number, words: (value: number) => string) => {
    const values = usage.map(value);
    const most = Math.max(...values);
    const bars = values.slice(-30).map((one) => BARS[most === 0 ? 0 : Math.round((one / most) * 7)]);
    return `  ${label.padEnd(LABEL - 2)}${bars.join('').padEnd(31)} last ${words(values.at(-1) ?? 0)}, most ${words(most)}`;
  };
  return [
    usage.length === 1
      ? `  one sample, at ${clock(last.at)}`
      : `  over ${duration(last.at - first.at)}, the last sample at ${clock(last.at)}`,
    row('memory', (sample) => sample.memoryBytes, megabytes),
    row(
      'processor',
      (sample) => sample.cpuPercent,
      (percent) => `${Math.round(percent)} %`,
    ),
    row('processes', (sample) => sample.processes, String),
    row('open files', (sample) => sample.openFiles, String),
  ];
}

function picture(number: number, { evidence }: Incident, hasPicture: boolean): string {
  if (hasPicture) return `  of the screen: invigil incidents ${number} --picture FILE`;
  return `  none: ${evidence.noPicture ?? 'it was not taken in time, or has been let go to make room'}`;
}

function cut(line: string, { width }: Layout): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}
