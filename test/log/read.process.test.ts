import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linePrefix, type Stream } from '../../electron/log/line.ts';
import { type LogLine, type ReadOptions, readLog } from '../../electron/log/read.ts';
import { RotatingFile } from '../../electron/log/writing/file.ts';
import { until } from '../support/until.ts';
import { Folder } from './folder.ts';

const T0 = Date.UTC(2026, 10, 21, 15);
const line = (seconds: number, text: string, stream: Stream = 'out') => `${linePrefix(T0 + seconds * 1000, stream)}${text}\n`;

let folder: Folder;

beforeEach(() => {
  folder = new Folder();
  mkdirSync(folder.log);
});
afterEach(() => folder.remove());

const write = (name: string, ...lines: string[]) => writeFileSync(join(folder.log, name), lines.join(''));

async function read(options: Omit<ReadOptions, 'folder'> = {}): Promise<string[]> {
  const texts: string[] = [];
  for await (const { service, text } of readLog({ folder: folder.log, ...options })) texts.push(`${service}: ${text}`);
  return texts;
}

describe('reading a log', () => {
  it('merges services by time, old files first', async () => {
    write('core.log.1', line(1, 'a'), line(4, 'd'));
    write('core.log', line(5, 'e'));
    write('audio.log', line(2, 'b'), line(3, 'c', 'err'), line(6, 'f'));
    write('invigil.log', line(0, 'ready', 'inv'));
    write('not-a-log.txt', 'x\n');
    expect(await read()).toEqual(['invigil: ready', 'core: a', 'audio: b', 'audio: c', 'core: d', 'core: e', 'audio: f']);
    expect(await read({ services: ['core'] })).toEqual(['core: a', 'core: d', 'core: e']);
  });

  it('matches what was written, whatever colours stand between', async () => {
    write('core.log', line(1, 'no \u001b[31mframe'), line(2, '{"msg":"no frame"}'), line(3, 'a frame'));
    expect(await read({ grep: /no frame/ })).toHaveLength(2);
    expect(await read({ grep: /"msg":/ })).toHaveLength(1);
  });

  it('gives the last lines of all together', async () => {
    write('core.log.1', line(1, 'a'), line(4, 'd'));
    write('core.log', line(5, 'e'));
    write('audio.log', line(2, 'b'), line(3, 'c'));
    expect(await read({ tail: 4 })).toEqual(['audio: b', 'audio: c', 'core: d', 'core: e']);
    expect(await read({ tail: 0 })).toEqual([]);
    expect(await read({ tail: 100 })).toHaveLength(5);
  });

  it('begins at a time', async () => {
    write('core.log.2', line(1, 'a'));
    write('core.log.1', line(2, 'b'), line(3, 'c'));
    write('core.log', line(4, 'd'));
    const since = (seconds: number) => ({ since: new Date(T0 + seconds * 1000) });
    expect(await read(since(3))).toEqual(['core: c', 'core: d']);
    expect(await read(since(3.5))).toEqual(['core: d']);
    expect(await read(since(0))).toHaveLength(4);
    expect(await read(since(5))).toEqual([]);
    expect(await read({ ...since(2), tail: 2 })).toEqual(['core: c', 'core: d']);
  });

  it('begins at the last start of each service, wherever it stands', async () => {
    write('core.log.1', line(1, 'a'), line(2, 'starting', 'inv'), line(2, 'b'), line(3, 'starting', 'inv'), line(3, 'c'));
    write('core.log', line(4, 'd'));
    write('audio.log', line(1, 'x'), line(2, 'starting', 'out'));
    expect(await read({ since: 'start', services: ['core'] })).toEqual(['core: starting', 'core: c', 'core: d']);
    expect(await read({ since: 'start', services: ['core'], tail: 2 })).toEqual(['core: c', 'core: d']);
    expect(await read({ since: 'start', services: ['core'], tail: 9 })).toHaveLength(3);
    expect(await read({ since: 'start', services: ['audio'] })).toHaveLength(2);
  });

  it('finds what matches, before it counts', async () => {
    write('core.log', line(1, 'error 1'), line(2, 'fine'), line(3, 'error 2'), line(4, 'error 3'));
    expect(await read({ grep: /error/g })).toHaveLength(3);
    expect(await read({ grep: /^ERROR/i, tail: 2 })).toEqual(['core: error 2', 'core: error 3']);
  });

  it('reads blocks together from both ends', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `${i} ${'y'.repeat(i % 90)}`);
    write('core.log', ...lines.map((text, i) => line(i, text)), 'an unfinished');
    const expected = lines.map((text) => `core: ${text}`);
    expect(await read()).toEqual(expected);
    expect(await read({ tail: 29_000 })).toEqual(expected.slice(-29_000));
    expect(await read({ since: new Date(T0 + 12_345_000) })).toEqual(expected.slice(12_345));
  });

  it('keeps what is torn or not ours, with the time of its neighbour', async () => {
    write('core.log', line(1, 'a'), '2026-11-21T15:0\n', '\u0000'.repeat(300_000), '\n', line(2, 'b'));
    const texts = await read();
    expect(texts[1]).toBe('core: 2026-11-21T15:0');
    expect(texts.at(-1)).toBe('core: b');
    expect((await read({ tail: 1000 })).at(-1)).toBe('core: b');
  });

  it('finds nothing where there is nothing', async () => {
    expect(await read()).toEqual([]);
    expect(await read({ services: ['core'], tail: 3 })).toEqual([]);
    folder.remove();
    expect(await read()).toEqual([]);
    mkdirSync(folder.path);
  });
});

describe('following a log', () => {
  let stop: AbortController;
  let seen: LogLine[];
  let reading: Promise<void>;

  function follow(options: Omit<ReadOptions, 'folder' | 'follow'> = {}): void {
    stop = new AbortController();
    seen = [];
    reading = (async () => {
      for await (const line of readLog({ folder: folder.log, follow: stop.signal, ...options })) seen.push(line);
    })();
  }

  const texts = () => seen.map(({ service, text }) => `${service}: ${text}`);
  const sees = (...expected: string[]) => until(expected.join(', '), () => JSON.stringify(texts()) === JSON.stringify(expected));

  it('goes on after the last lines, whole lines only, and ends when told', async () => {
    write('core.log', line(1, 'a'), line(2, 'b'));
    follow({ tail: 1 });
    await sees('core: b');
    appendFileSync(join(folder.log, 'core.log'), line(3, 'c') + line(4, 'd').slice(0, -3));
    await sees('core: b', 'core: c');
    appendFileSync(join(folder.log, 'core.log'), 'd d\n');
    await until('d', () => texts().length === 3);
    stop.abort();
    await reading;
  });

  it('goes across rotations and loses nothing', async () => {
    const file = new RotatingFile(join(folder.log, 'core.log'), { sizeBytes: 2000, keep: 1000 });
    await file.append(Buffer.from(line(0, '0')));
    follow();
    await sees('core: 0');
    const expected = ['core: 0'];
    for (let i = 1; i < 2000; i++) {
      await file.append(Buffer.from(line(i, `${i}`)));
      expected.push(`core: ${i}`);
    }
    await file.close();
    await until('all lines', () => texts().length >= expected.length, 20_000);
    expect(texts()).toEqual(expected);
    stop.abort();
    await reading;
  });

  it('reads a file to its end that was rotated away in between', async () => {
    const path = join(folder.log, 'core.log');
    write('core.log', line(1, 'a'));
    follow();
    await sees('core: a');
    appendFileSync(path, line(2, 'b'));
    renameSync(path, `${path}.1`);
    write('core.log', line(3, 'c'));
    await sees('core: a', 'core: b', 'core: c');
    stop.abort();
    await reading;
  });

  it('takes up services that appear', async () => {
    follow();
    // Nothing tells when the watch stands: the first file may be found either way.
    write('core.log', line(1, 'a'));
    write('audio.log', line(2, 'b'));
    await until('both', () => texts().length === 2);
    stop.abort();
    await reading;
  });

  it('waits for a service that has no log yet', async () => {
    follow({ services: ['core'] });
    write('core.log', line(1, 'a'));
    await sees('core: a');
    stop.abort();
    await reading;
  });

  it('of a folder that is not there is an error', async () => {
    folder.remove();
    follow();
    await expect(reading).rejects.toThrow(/ENOENT.*watch/);
    mkdirSync(folder.path);
  });
});
