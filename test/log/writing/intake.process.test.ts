import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { closePair, makePair, type PipePair } from '../../../electron/log/pipe.ts';
import { CHUNK, Channel } from '../../../electron/log/writing/channel.ts';
import type { Appended, LogFile } from '../../../electron/log/writing/file.ts';
import { Intake } from '../../../electron/log/writing/intake.ts';
import type { Source } from '../../../electron/log/writing/source.ts';
import { until } from '../../support/until.ts';
import { Folder } from '../folder.ts';

const noFile: LogFile = {
  append: (lines): Promise<Appended> => Promise.resolve({ written: lines.length, error: null }),
  close: () => Promise.resolve(),
};

let folder: Folder;
let pair: PipePair;
let channel: Channel;
let source: Source;
let intake: Intake;
let lost: number;
const target = Buffer.alloc(256 * 1024);
const lines = Buffer.from(`${'x'.repeat(127)}\n`.repeat(CHUNK / 128));

beforeEach(() => {
  // `until` waits in real time; the patience of an intake waits for the test.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  folder = new Folder();
  pair = makePair(join(folder.path, 'pipe'));
  lost = 0;
  // Nobody writes by itself: the test empties the channel by hand.
  channel = new Channel('core', noFile, {
    wake: () => undefined,
    dropped: (_, { bytes }) => {
      lost += bytes;
    },
    troubled: () => undefined,
  });
  source = channel.source('out');
  intake = new Intake(pair[0].read, channel, source);
});
afterEach(() => {
  intake.close();
  channel.close();
  closePair(pair);
  folder.remove();
  vi.useRealTimers();
});

async function fillBacklog(): Promise<void> {
  while (channel.hasRoom(source)) {
    const before = source.backlog.size;
    writeSync(pair[0].write, lines);
    await until('the chunk', () => source.backlog.size === before + CHUNK);
  }
}

const text = () => target.toString('latin1', 0, channel.fill(target).length);

it('takes what lies in the pipe before a mark', () => {
  writeSync(pair[0].write, 'last words\n');
  intake.drain();
  channel.note('gone', Date.now());
  expect(text()).toMatch(/^\S+ out last words\n\S+ inv gone\n$/);
});

it('does so though the backlog is full, once', async () => {
  await fillBacklog();
  writeSync(pair[0].write, lines);
  intake.drain();
  expect(source.backlog.size).toBe(1024 * 1024);
});

it('leaves the pipe alone while the backlog is full, and goes on when there is room', async () => {
  await fillBacklog();
  writeSync(pair[0].write, 'waits\n');
  vi.advanceTimersByTime(19);
  channel.fill(Buffer.alloc(2e6));
  expect(source.backlog.size).toBe(0);
  await until('the rest', () => source.backlog.size === 6);
  expect(lost).toBe(0);
});

it('drops after a while, until half of the backlog has gone', async () => {
  await fillBacklog();
  writeSync(pair[0].write, lines);
  vi.advanceTimersByTime(20);
  await until('drops', () => lost === CHUNK);
  const full = source.backlog.size;
  writeSync(pair[0].write, 'lost too\n');
  await until('more drops', () => lost === CHUNK + 9);
  expect(source.backlog.size).toBe(full);
  while (!channel.isRelieved(source)) channel.fill(target);
  writeSync(pair[0].write, 'kept\n');
  await until('the end of dropping', () => text().endsWith('out kept\n'));
  expect(lost).toBe(CHUNK + 9);
});
