import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logPageSchema } from '../../../electron/documents/log-search.ts';
import { linePrefix, type Stream } from '../../../electron/log/line.ts';
import { findPage, type Wanted } from '../../../electron/log/search/page.ts';
import { fromCursor } from '../../../electron/log/search/place.ts';
import { createLogSearch, type LogSearch, type ShownLine } from '../../../electron/log/search/search.ts';
import { until } from '../../support/until.ts';
import { Folder } from '../folder.ts';

/** Others use the machine too. */
const PATIENCE_MS = 30_000;

const T0 = Date.UTC(2026, 10, 21, 15);
const line = (seconds: number, text: string, stream: Stream = 'out') => `${linePrefix(T0 + seconds * 1_000, stream)}${text}\n`;

let folder: Folder;
let told: string[];
let search: LogSearch;

beforeEach(() => {
  folder = new Folder();
  mkdirSync(folder.log);
  told = [];
  search = createLogSearch({ folder: folder.log, log: (text) => told.push(text) });
});
afterEach(async () => {
  await search.close();
  folder.remove();
});

const write = (name: string, ...lines: string[]) => writeFileSync(join(folder.log, name), lines.join(''));
const append = (name: string, ...lines: string[]) => appendFileSync(join(folder.log, name), lines.join(''));
const wanted = (change: Partial<Wanted> = {}): Wanted => ({ services: ['core', 'audio'], search: '', before: null, limit: 100, ...change });
const texts = (lines: readonly ShownLine[]) => lines.map(({ service, text }) => `${service}: ${text}`);

/** All pages, the newest first, each oldest first. */
async function pages(change: Partial<Wanted>, isLate = () => false): Promise<string[][]> {
  const all: string[][] = [];
  let before: string | null = null;
  do {
    const page = logPageSchema.parse(
      await findPage(folder.log, wanted({ ...change, before: before === null ? null : fromCursor(before) }), isLate),
    );
    all.push(texts(page.lines));
    before = page.before;
  } while (before !== null && all.length < 500);
  return all;
}

describe('a page of lines', () => {
  it('is of several services together, oldest first, the newest page first', async () => {
    write('core.log.1', line(1, 'a'), line(4, 'd'));
    write('core.log', line(5, 'e'), line(8, 'h', 'inv'));
    write('audio.log', line(2, 'b'), line(3, 'c', 'err'), line(6, 'f'), line(7, 'g'));
    const page = logPageSchema.parse(await search.find(wanted()));
    expect(texts(page.lines)).toEqual(['core: a', 'audio: b', 'audio: c', 'core: d', 'core: e', 'audio: f', 'audio: g', 'core: h']);
    expect(page.lines[2]).toMatchObject({ at: T0 + 3_000, stream: 'err', text: 'c' });
    expect([page.before, page.stopped_early]).toEqual([null, false]);
    expect(await pages({ limit: 3 })).toEqual([
      ['audio: f', 'audio: g', 'core: h'],
      ['audio: c', 'core: d', 'core: e'],
      ['core: a', 'audio: b'],
    ]);
  });

  it('has each line once, also where many are of one moment, and a file was rotated in the midst of it', async () => {
    const many = (service: string, from: number, to: number) =>
      Array.from({ length: to - from }, (_, count) => line(Math.floor((from + count) / 40), `${service} ${from + count}`));
    write('core.log.1', ...many('core', 0, 110));
    write('core.log', ...many('core', 110, 200));
    write('audio.log', ...many('audio', 0, 200));
    for (const limit of [1, 7, 40, 400]) {
      const all = (await pages({ limit })).flat();
      expect([all.length, new Set(all).size]).toEqual([400, 400]);
    }
    const core = (await pages({ services: ['core'], limit: 33 })).reverse().flat();
    expect(core).toEqual(Array.from({ length: 200 }, (_, count) => `core: core ${count}`));
  });

  it('goes on after a rotation where it was', async () => {
    write('core.log', line(1, 'a'), line(2, 'b'), line(3, 'c'));
    const first = await search.find(wanted({ limit: 1 }));
    renameSync(join(folder.log, 'core.log'), join(folder.log, 'core.log.1'));
    write('core.log', line(4, 'd'));
    const before = fromCursor(first.before ?? '');
    expect(texts((await search.find(wanted({ limit: 9, before }))).lines)).toEqual(['core: a', 'core: b']);
    // By its time, once the file is gone.
    rmSync(join(folder.log, 'core.log.1'));
    write('core.log.1', line(1, 'copy of a'), line(2, 'copy of b'), line(3.5, 'later'));
    expect(texts((await search.find(wanted({ limit: 9, before }))).lines)).toEqual(['core: copy of a', 'core: copy of b']);
  });

  it('keeps its order where the clock was set back', async () => {
    write('core.log', line(10, 'a'), line(11, 'b'), line(5, 'c'), line(6, 'd'));
    expect(await pages({ services: ['core'], limit: 2 })).toEqual([
      ['core: c', 'core: d'],
      ['core: a', 'core: b'],
    ]);
  });

  it('is empty without logs', async () => {
    expect(await search.find(wanted())).toEqual({ lines: [], before: null, stopped_early: false });
    rmSync(folder.log, { recursive: true });
    expect((await search.find(wanted())).lines).toEqual([]);
  });
});

describe('a search', () => {
  it('finds a text in any case, in what was written and not in what stands before it', async () => {
    write('core.log', line(1, 'Frame LATE'), line(2, 'in time out'), line(3, 'frame late again'), line(4, 'out of memory', 'err'));
    expect(await pages({ search: 'frame late' })).toEqual([['core: Frame LATE', 'core: frame late again']]);
    expect(await pages({ search: 'OUT' })).toEqual([['core: in time out', 'core: out of memory']]);
    expect(await pages({ search: '2026' })).toEqual([[]]);
    expect(await pages({ search: '.*' })).toEqual([[]]);
  });

  it('finds what is not ASCII, and what stands between colours', async () => {
    write('core.log', line(1, 'ÜBERLAUF'), line(2, 'plain'), line(3, '\u001b[1;31mno\u001b[0m camera'));
    expect(await pages({ search: 'überlauf' })).toEqual([['core: ÜBERLAUF']]);
    expect(await pages({ search: 'no camera' })).toEqual([['core: no camera']]);
    expect(await pages({ search: '31m' })).toEqual([[]]);
  });

  it('goes through many blocks of several files', async () => {
    const filler = 'x'.repeat(3_000);
    const file = (from: number) =>
      Array.from({ length: 300 }, (_, count) => line(from + count, (from + count) % 250 === 7 ? `needle ${from + count}` : filler));
    write('core.log.1', ...file(0));
    write('core.log', ...file(300));
    write('audio.log', ...file(100));
    expect((await pages({ search: 'NEEDLE', limit: 2 })).map((page) => page.join())).toEqual([
      'core: needle 257,core: needle 507',
      'core: needle 7,audio: needle 257',
    ]);
  });

  it('that takes too long says so, and from where it goes on', async () => {
    const filler = 'x'.repeat(3_000);
    const numbered = (name: string) =>
      Array.from({ length: 400 }, (_, count) => line(count, count % 150 === 0 ? `needle ${name} ${count}` : filler));
    write('core.log', ...numbered('core'));
    write('audio.log', ...numbered('audio'));
    let looks = 0;
    // After every second block.
    const found = await pages({ search: 'needle' }, () => ++looks % 3 === 0);
    expect(found.length).toBeGreaterThan(3);
    expect(found.reverse().flat()).toEqual(
      [0, 150, 300].flatMap((count) => [`audio: needle audio ${count}`, `core: needle core ${count}`]),
    );
  });
});

it('a line is cut after 2,000 characters', async () => {
  write('core.log', line(1, 'x'.repeat(5_000)));
  expect((await search.find(wanted())).lines[0]?.text).toHaveLength(2_000);
});

it('what cannot be read is said', async () => {
  write('core.log', line(1, 'a'));
  rmSync(join(folder.log, 'core.log'));
  // Of what leads to itself root can read nothing either.
  symlinkSync('core.log', join(folder.log, 'core.log'));
  await expect(search.find(wanted())).rejects.toThrow(/ELOOP/);
});

it('the thread ends when nobody asks, and comes back', async () => {
  await search.close();
  search = createLogSearch({ folder: folder.log, log: (text) => told.push(text), idleMs: 1 });
  write('core.log', line(1, 'a'));
  for (let round = 0; round < 3; round++) expect((await search.find(wanted())).lines).toHaveLength(1);
  expect(told).toEqual([]);
});

describe('following', () => {
  const follow = (change: Partial<Parameters<LogSearch['follow']>[0]> = {}) => {
    const lines: ShownLine[] = [];
    const stop = search.follow({ services: ['core', 'audio'], search: '', after: null, ...change }, (more) => lines.push(...more));
    return { lines, stop };
  };
  /** The follower is at work. */
  async function isFollowed(lines: readonly ShownLine[], name = 'core.log'): Promise<void> {
    let count = 0;
    await until(
      'it follows',
      () => {
        append(name, line(1_000 + count++, 'ping'));
        return lines.some(({ text }) => text === 'ping');
      },
      PATIENCE_MS,
    );
  }

  it('tells lines as they come, across a rotation, until it is left', async () => {
    write('core.log', line(1, 'old'));
    const { lines, stop } = follow();
    await isFollowed(lines);
    append('core.log', line(5_000, 'a'));
    renameSync(join(folder.log, 'core.log'), join(folder.log, 'core.log.1'));
    write('core.log', line(5_001, 'b'));
    write('audio.log', line(5_002, 'c'));
    const rest = () => texts(lines.filter(({ text }) => text !== 'ping'));
    await until('all are told', () => rest().length === 3, PATIENCE_MS);
    expect(rest()).toEqual(['core: a', 'core: b', 'audio: c']);
    stop();
    const other = follow();
    await isFollowed(other.lines);
    append('core.log', line(6_000, 'd'));
    await until('it is told', () => other.lines.some(({ text }) => text === 'd'), PATIENCE_MS);
    expect(lines.some(({ text }) => text === 'd')).toBe(false);
  });

  it('tells only what holds the text', async () => {
    write('core.log', '');
    const { lines } = follow({ search: 'PING' });
    append('core.log', line(1, 'pong'));
    await isFollowed(lines);
    expect(lines.every(({ text }) => text === 'ping')).toBe(true);
  });

  it('goes on after a line, as if it had never ended', async () => {
    write('core.log', line(1, 'a'), line(2, 'b'), line(2, 'c'));
    write('audio.log', line(1, 'early'), line(3, 'late'));
    const page = await search.find(wanted());
    const after = fromCursor(page.lines.find(({ text }) => text === 'b')?.cursor ?? '');
    renameSync(join(folder.log, 'core.log'), join(folder.log, 'core.log.1'));
    write('core.log', line(2, 'd'));
    const { lines } = follow({ after });
    await until('all are told', () => lines.length === 3, PATIENCE_MS);
    expect(texts(lines)).toEqual(['core: c', 'core: d', 'audio: late']);
  });

  it('leaves out what comes faster than anybody reads, and says so', async () => {
    write('core.log', '');
    const { lines } = follow();
    await isFollowed(lines);
    lines.length = 0;
    append('core.log', ...Array.from({ length: 2_000 }, (_, count) => line(9_000 + count, `${count}`)));
    await until('the last is told', () => lines.at(-1)?.text === '1999', PATIENCE_MS);
    expect(lines.length).toBeLessThan(600);
    expect(lines.some(({ stream, text }) => stream === 'inv' && text.startsWith('Lines are left out here'))).toBe(true);
  });
});
