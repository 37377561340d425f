import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHUNK, Channel } from '../../../electron/log/writing/channel.ts';
import type { Drops } from '../../../electron/log/writing/drops.ts';
import type { Appended, LogFile } from '../../../electron/log/writing/file.ts';
import { Writer } from '../../../electron/log/writing/writer.ts';

/** A disk that takes everything, refuses everything, or lets a write hang until it is told otherwise. */
class Disk implements LogFile {
  text = '';
  writes = 0;
  mood: 'good' | 'full' | 'stalled' = 'good';
  #release: () => void = () => undefined;

  async append(lines: Buffer): Promise<Appended> {
    this.writes++;
    if (this.mood === 'stalled') await new Promise<void>((resolve) => (this.#release = resolve));
    if (this.mood === 'full') return { written: 0, error: Object.assign(new Error('no space'), { code: 'ENOSPC' }) };
    this.text += lines.toString();
    return { written: lines.length, error: null };
  }

  recover(): void {
    this.mood = 'good';
    this.#release();
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }
}

function bench(disk = new Disk()) {
  const drops: Drops[] = [];
  const troubles: string[] = [];
  const writer = new Writer(() => undefined);
  const channel = new Channel('core', disk, {
    wake: (channel) => writer.wake(channel),
    dropped: (_, lost) => drops.push(lost),
    troubled: (_, reason) => troubles.push(reason),
  });
  const out = channel.source('out');
  const err = channel.source('err');
  const write = (source: typeof out, text: string) => channel.accept(source, Buffer.from(text), Date.now());
  const texts = () =>
    disk.text
      .split('\n')
      .slice(0, -1)
      .map((line) => line.slice(25));
  return { disk, drops, troubles, writer, channel, out, err, write, texts };
}

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 21, 15), toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

describe('a channel', () => {
  it('stamps lines with the time of their chunk and keeps the order of the streams', async () => {
    const { write, out, err, writer, disk } = bench();
    write(out, 'one\n');
    vi.setSystemTime(Date.now() + 5);
    write(err, 'two\n');
    write(out, 'three\n');
    await writer.idle();
    expect(disk.text).toBe('2026-11-21T15:00:00.000Z out one\n2026-11-21T15:00:00.005Z err two\n2026-11-21T15:00:00.005Z out three\n');
  });

  it('puts a line together from its parts, though the other stream writes between', async () => {
    const { write, out, err, writer, texts } = bench();
    write(out, 'on');
    await writer.idle();
    write(err, 'two\n');
    write(out, 'e\nth');
    await writer.idle();
    expect(texts()).toEqual(['err two', 'out one']);
  });

  it('writes an unfinished line after one second of silence', async () => {
    const { write, out, writer, texts } = bench();
    write(out, 'name? ');
    await writer.idle();
    await vi.advanceTimersByTimeAsync(999);
    expect(texts()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await writer.idle();
    expect(texts()).toEqual(['out name? ']);
  });

  it('ends unfinished lines before a mark', async () => {
    const { write, out, channel, writer, texts } = bench();
    write(out, 'cut of');
    channel.note('started, pid 7\nand more', Date.now());
    write(out, 'f\n');
    await writer.idle();
    expect(texts()).toEqual(['out cut of', 'inv started, pid 7', 'inv and more', 'out f']);
  });

  it('does not wait for the end of a line over 64 KiB', async () => {
    const { write, out, writer, texts } = bench();
    write(out, 'x'.repeat(70_000));
    await writer.idle();
    expect(texts().map((text) => text.length)).toEqual([65_540]);
    write(out, '\n');
    await writer.idle();
    expect(texts().map((text) => text.length)).toEqual([65_540, 4_468]);
  });

  it('keeps nothing of a line that is written again and again, but its last state when it rests or ends', async () => {
    const { write, out, channel, writer, disk, texts } = bench();
    // A bar that shows progress ten times a second, for ten minutes, with 40 columns.
    for (let tenths = 0; tenths < 6000; tenths++) {
      write(out, `\r${'#'.repeat(30)} ${tenths}/6000`);
      await writer.idle();
      await vi.advanceTimersByTimeAsync(100);
      expect(out.backlog.size).toBeLessThan(100);
    }
    expect(disk.text).toBe('');
    await vi.advanceTimersByTimeAsync(900);
    await writer.idle();
    expect(texts()).toEqual([`out ${'#'.repeat(30)} 5999/6000`]);
    write(out, '\r100 %');
    channel.note('exited', Date.now());
    await writer.idle();
    expect(texts().slice(1)).toEqual(['out 100 %', 'inv exited']);
  });

  it('takes a carriage return and a newline for one end, though they come apart', async () => {
    const { write, out, writer, texts } = bench();
    write(out, 'one\r');
    await writer.idle();
    write(out, '\ntwo\r\n');
    await writer.idle();
    expect(texts()).toEqual(['out one', 'out two']);
  });

  it('writes more than one batch holds, line for line', async () => {
    const { write, out, writer, texts } = bench();
    const lines = Array.from({ length: 40_000 }, (_, i) => `${i}`);
    for (let i = 0; i < lines.length; i += 1000) write(out, `${lines.slice(i, i + 1000).join('\n')}\n`);
    await writer.idle();
    expect(texts()).toEqual(lines.map((line) => `out ${line}`));
  });
});

describe('a disk that stalls', () => {
  it('lets 1 MiB wait, less one chunk that is read before a mark', () => {
    const { write, out, err, channel, disk } = bench();
    disk.mood = 'stalled';
    let taken = 0;
    while (channel.hasRoom(out)) {
      write(out, 'x'.repeat(CHUNK));
      taken += CHUNK;
    }
    expect(taken).toBe(1024 * 1024 - CHUNK);
    expect(channel.hasReserve(out)).toBe(true);
    write(out, 'x'.repeat(CHUNK));
    expect(channel.hasReserve(out)).toBe(false);
    expect(channel.hasRoom(err)).toBe(true);
  });

  it('bounds the number of tiny chunks too', () => {
    const { write, out, channel, disk } = bench();
    disk.mood = 'stalled';
    let count = 0;
    for (; channel.hasRoom(out) && count < 10_000; count++) {
      vi.setSystemTime(Date.now() + 1);
      write(out, '.');
    }
    expect(count).toBe(4096);
  });

  it('is marked where the loss is, and lines around it stay whole', async () => {
    const { write, out, channel, writer, disk, drops, troubles, texts } = bench();
    disk.mood = 'stalled';
    write(out, 'before\nhalf a li');
    await vi.advanceTimersByTimeAsync(0);
    channel.beginDrops(out, Date.now());
    channel.drop(700);
    channel.drop(800);
    channel.endDrops(Date.now());
    write(out, 'after\n');
    disk.recover();
    await writer.idle();
    expect(texts()).toEqual(['out before', 'out half a li', 'inv 2 chunks (1.5 kB) dropped: the disk did not keep up', 'out after']);
    expect(drops).toEqual([
      { chunks: 1, bytes: 700 },
      { chunks: 1, bytes: 800 },
    ]);
    expect(troubles).toEqual(['the disk did not keep up']);
  });

  it('tells of drops before a mark that comes while they go on', async () => {
    const { out, channel, writer, texts } = bench();
    channel.beginDrops(out, Date.now());
    channel.drop(700);
    channel.note('exited', Date.now());
    channel.endDrops(Date.now());
    await writer.idle();
    expect(texts()).toEqual(['inv 1 chunk (700 bytes) dropped: the disk did not keep up', 'inv exited']);
  });

  it('stops one channel only while its write hangs: writes are one at a time, but nobody is forgotten', async () => {
    const slow = bench();
    const quick = new Disk();
    const other = new Channel('audio', quick, {
      wake: (channel) => slow.writer.wake(channel),
      dropped: () => undefined,
      troubled: () => undefined,
    });
    slow.disk.mood = 'stalled';
    slow.write(slow.out, 'one\n');
    await vi.advanceTimersByTimeAsync(0);
    other.note('two', Date.now());
    await vi.advanceTimersByTimeAsync(100);
    expect(quick.writes).toBe(0);
    slow.disk.recover();
    await slow.writer.idle();
    expect(quick.text).toContain('inv two');
  });
});

describe('a disk that is full', () => {
  it('is tried once a second with nothing but the mark, and the mark has the whole sum', async () => {
    const { write, out, channel, writer, disk, texts, troubles } = bench();
    disk.mood = 'full';
    write(out, 'lost\n');
    await writer.idle();
    expect(channel.inTrouble).toBe(true);
    write(out, 'waits\n');
    await vi.advanceTimersByTimeAsync(3500);
    expect(disk.writes).toBe(4);
    disk.recover();
    await vi.advanceTimersByTimeAsync(1000);
    await writer.idle();
    expect(texts()).toEqual(['inv 1 chunk (34 bytes) dropped: the disk is full (ENOSPC)', 'out waits']);
    expect(troubles).toEqual(['the disk is full (ENOSPC)']);
  });

  it('does not keep other files from being written', async () => {
    const full = bench();
    const good = new Disk();
    const other = new Channel('audio', good, {
      wake: (channel) => full.writer.wake(channel),
      dropped: () => undefined,
      troubled: () => undefined,
    });
    full.disk.mood = 'full';
    full.write(full.out, 'lost\n');
    other.note('kept', Date.now());
    await full.writer.idle();
    expect(good.text).toContain('inv kept');
  });

  it('counts what comes while the mark itself is on its way', async () => {
    const { write, out, channel, writer, disk, texts } = bench();
    disk.mood = 'full';
    write(out, 'lost\n');
    await writer.idle();
    disk.mood = 'stalled';
    await vi.advanceTimersByTimeAsync(1000);
    channel.drop(500);
    disk.recover();
    await writer.idle();
    expect(texts()).toEqual([
      'inv 1 chunk (34 bytes) dropped: the disk is full (ENOSPC)',
      'inv 1 chunk (500 bytes) dropped: the disk is full (ENOSPC)',
    ]);
  });
});
