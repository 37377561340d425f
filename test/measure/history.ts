/**
 * Thirty days of an exhibit's history, made by the real writer from a virtual clock: how large it is, what was written for it, and how
 * long a page of a month takes; and a search through a million lines of log.
 */
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type History, HistoryError, openHistory } from '../../electron/history/history.ts';
import { readResources, readStrips } from '../../electron/history/read.ts';
import type { Records } from '../../electron/history/rows.ts';
import { linePrefix } from '../../electron/log/line.ts';
import { createLogSearch, fromCursor } from '../../electron/log/search/search.ts';
import type { Measure, Table } from './table.ts';

const MINUTE = 60_000;
const DAY = 1_440;
const SERVICES = ['core', 'audio', 'display'];
const WANTED = { megabytes: 50, pageMs: 500, searchMs: 500, writtenMbADay: 20 };
/** What an hour of a lively exhibit adds: a restart, and a health that comes and goes. */
const CHANGES_AN_HOUR = 12;

interface Kept {
  readonly megabytes: number;
  readonly writtenMbADay: number;
  readonly pageMs: number;
  readonly stripsMs: number;
}

export async function keep(folder: string, days: number): Promise<Kept> {
  const file = join(folder, 'history.db');
  const history = openHistory({ file, log: (level, text) => console.error(`${level}: ${text}`) });
  const end = Date.now();
  const writtenBefore = writtenBytes();
  for (let minute = 0; minute < days * DAY; minute++) {
    history.record(recordsOf(end - (days * DAY - minute) * MINUTE, minute));
    // The thread's queue is not the measure.
    if (minute % 1_000 === 0) await caughtUp(history);
  }
  await history.close();
  const writtenMbADay = (writtenBytes() - writtenBefore) / 1e6 / days;
  const pageMs = await median(() => readResources(file, 'month', end));
  const stripsMs = await median(() => readStrips(file, end - 30 * DAY * MINUTE, end));
  return { megabytes: statSync(file).size / 1e6, writtenMbADay, pageMs, stripsMs };
}

/** A reader is not waited for as long as a busy machine may need. */
async function caughtUp({ past }: Pick<History, 'past'>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return void (await past.audit(1));
    } catch (error) {
      if (!(error instanceof HistoryError) || tries === 20) throw error;
    }
  }
}

function recordsOf(at: number, minute: number): Records {
  const wave = Math.sin(minute / 200);
  const use = { cpuPercent: 20 + 15 * wave, memoryBytes: 120e6 + 20e6 * wave, restarts: minute % 600 === 0 ? 1 : 0 };
  const change = {
    at,
    service: SERVICES[minute % 3] ?? 'core',
    state: 'running',
    health: minute % 2 === 0 ? 'healthy' : 'warning',
    reason: null,
    restarts: 0,
  };
  return {
    changes: minute % (60 / CHANGES_AN_HOUR) === 0 ? [change] : [],
    audit: minute % 120 === 0 ? [{ at, actor: 'anna (cli)', command: 'restart', outcome: 'done', line: 'anna (cli) restarts core' }] : [],
    minute: {
      at,
      machine: { cpuPercent: 40 + 20 * wave, memoryPercent: 51.5, diskPercent: 60, temperatureC: 55 + 5 * wave, gpuPercent: null },
      services: Object.fromEntries(SERVICES.map((name) => [name, use])),
    },
  };
}

export interface Searched {
  readonly megabytes: number;
  readonly rareMs: number;
  readonly noneMs: number;
  readonly newestMs: number;
  readonly complete: boolean;
}

export async function searchLines(folder: string, lines: number): Promise<Searched> {
  mkdirSync(folder, { recursive: true });
  const begin = Date.now() - lines;
  const perFile = Math.ceil(lines / 3);
  let bytes = 0;
  for (const [place, name] of SERVICES.entries()) {
    let text = '';
    for (let count = 0; count < perFile; count++) {
      const says =
        count % 100_000 === 50_000 ? 'camera 7 Lost its frame' : `frame ${count} drawn in ${count % 17} ms, buffer ${count % 1009}`;
      text += `${linePrefix(begin + count * 3 + place, 'out')}${says}\n`;
    }
    bytes += text.length;
    appendFileSync(join(folder, `${name}.log`), text);
  }
  const search = createLogSearch({ folder, log: (text) => console.error(text) });
  let complete = true;
  const ask = async (text: string) => {
    const page = await search.find({ services: SERVICES, search: text, before: fromCursor(''), limit: 200 });
    complete &&= !page.stopped_early;
  };
  try {
    await ask('frame');
    return {
      megabytes: bytes / 1e6,
      rareMs: await median(() => ask('camera 7 lost')),
      noneMs: await median(() => ask('nowhere to be found')),
      newestMs: await median(() => ask('')),
      complete,
    };
  } finally {
    await search.close();
  }
}

async function median(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[2] ?? Number.NaN;
}

/** What this process has given to disks, as the kernel counts it. */
function writtenBytes(): number {
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

export const measure: Measure = {
  name: 'history',
  title: 'Thirty days of history, and a search in a million lines',
  async run({ short }): Promise<Table> {
    const folder = mkdtempSync(join(tmpdir(), 'invigil-measure-'));
    try {
      const days = short ? 1 : 30;
      const kept = await keep(folder, days);
      const found = await searchLines(join(folder, 'log'), short ? 30_000 : 1_000_000);
      const ms = (value: number) => `${value.toFixed(0)} ms`;
      return {
        wanted: `under ${WANTED.megabytes} MB, a month's page in ${WANTED.pageMs} ms, under ${WANTED.writtenMbADay} MB written a day, a search in ${WANTED.searchMs} ms`,
        met:
          kept.megabytes < WANTED.megabytes &&
          kept.pageMs < WANTED.pageMs &&
          kept.writtenMbADay < WANTED.writtenMbADay &&
          Math.max(found.rareMs, found.noneMs, found.newestMs) < WANTED.searchMs &&
          found.complete,
        columns: ['what', 'found'],
        rows: [
          [`${days} days of history`, `${kept.megabytes.toFixed(1)} MB`],
          ['given to the disk for a day', `${kept.writtenMbADay.toFixed(1)} MB`],
          ["a month's page of resources", ms(kept.pageMs)],
          ['strips of a month', ms(kept.stripsMs)],
          [`${found.megabytes.toFixed(0)} MB of log: a text that stands there rarely`, ms(found.rareMs)],
          ['a text that is not there', ms(found.noneMs)],
          ['the newest 200 lines', ms(found.newestMs)],
        ],
        notes: [
          `Three services, a row for every minute and ${CHANGES_AN_HOUR} changes of status an hour, written as a supervisor writes them but without the time between. Medians of five. Every search went through all lines: ${found.complete ? 'yes' : 'no'}.`,
        ],
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
