import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outbox } from '../../../electron/alert/outbox/outbox.ts';
import { until } from '../../support/until.ts';
import { message } from '../messages.ts';
import { Folder } from './folder.ts';

let folder: Folder;

beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const put = (outbox: Outbox, ...ids: string[]) => outbox.put(ids.map((id) => ({ to: 'phone', message: message(id) })));
const waiting = (outbox: Outbox) => outbox.waiting().map((row) => row.message.id);

/** What another program sees of the file. */
function stored(): string[] {
  const database = new DatabaseSync(folder.file, { readOnly: true, timeout: 2_000 });
  try {
    return database
      .prepare('SELECT id, state FROM message ORDER BY number')
      .all()
      .map(({ id, state }) => `${id} ${state}`);
  } finally {
    database.close();
  }
}

describe('what is put in', () => {
  it('is on the disk before it can be taken, and so is what became of it', async () => {
    const outbox = folder.outbox();
    const putting = put(outbox, 'a', 'b');
    expect(outbox.take('phone', 9)).toEqual([]);
    await putting;
    expect(stored()).toEqual(['a waiting', 'b waiting']);
    expect(outbox.take('phone', 1)).toHaveLength(1);
    await outbox.delivered(['a'], 0);
    outbox.take('phone', 1);
    await outbox.refused(['b']);
    expect(stored()).toEqual(['a delivered', 'b dropped']);
    expect(statSync(folder.file).mode & 0o777).toBe(0o600);
    expect(folder.told).toEqual([]);
  });

  it('is there in the next run, in its order, before everything new', async () => {
    const first = folder.outbox();
    await put(first, 'a', 'b', 'c');
    first.take('phone', 1);
    await first.delivered(['a'], 0);
    await first.close(3_000);
    const second = folder.outbox();
    await put(second, 'd');
    await second.ready;
    expect(waiting(second)).toEqual(['b', 'c', 'd']);
    expect(second.waiting()[0]?.message).toEqual(message('b'));
    expect(second.tally('phone').deliveredAt).toBeGreaterThan(0);
    expect(await second.settled(9)).toMatchObject([{ state: 'delivered', message: { id: 'a', logTail: [] } }]);
  });

  it('is looked back at for the last 500, the newest first', async () => {
    const outbox = folder.outbox();
    const ids = Array.from({ length: 510 }, (_, count) => `${count}`);
    await put(outbox, ...ids);
    outbox.take('phone', 510);
    await outbox.delivered(ids, 0);
    await until('the oldest are let go', () => stored().length === 500);
    expect((await outbox.settled(2)).map((row) => row.message.id)).toEqual(['509', '508']);
  });
});

it('without a file and without anything to tell there is no thread and no file', async () => {
  const outbox = folder.outbox();
  await outbox.ready;
  await outbox.close(3_000);
  expect(existsSync(folder.file)).toBe(false);
});

describe('a file that is not as it should be', () => {
  it('damaged: moved aside, told and replaced', async () => {
    writeFileSync(folder.file, 'this is no database '.repeat(500));
    const outbox = folder.outbox();
    await put(outbox, 'a');
    expect(stored()).toEqual(['a waiting']);
    const aside = readdirSync(folder.path).filter((name) => name.includes('damaged'));
    expect(aside).toHaveLength(1);
    expect(folder.told.join()).toMatch(/^error: .*outbox\.db was damaged \(file is not a database\): moved to .*damaged-.* and replaced$/);
  });

  it('a message in it that nobody understands: the same', async () => {
    const first = folder.outbox();
    await put(first, 'a');
    await first.close(3_000);
    const database = new DatabaseSync(folder.file);
    database.exec(`UPDATE message SET message = '{"id":"a"}'`);
    database.close();
    const second = folder.outbox();
    await put(second, 'b');
    expect(stored()).toEqual(['b waiting']);
    expect(folder.told.join()).toContain('was damaged (message 1: ');
  });

  it('damaged while it is open: what waits is written once more', async () => {
    const outbox = folder.outbox();
    await put(outbox, 'a');
    for (const suffix of ['', '-wal', '-shm']) writeFileSync(`${folder.file}${suffix}`, 'no database '.repeat(1_000));
    await put(outbox, 'b');
    await until('both are there', () => stored().toSorted().join() === 'a waiting,b waiting');
    expect(folder.told.join()).toContain('was damaged');
  });

  it('of a newer format: refused and left alone, and messages go out from memory', async () => {
    const database = new DatabaseSync(folder.file);
    database.exec('CREATE TABLE later (a); PRAGMA user_version = 99');
    database.close();
    const before = readFileSync(folder.file);
    const outbox = folder.outbox();
    await put(outbox, 'a');
    expect(outbox.take('phone', 1)).toHaveLength(1);
    await outbox.delivered(['a'], 0);
    await outbox.close(3_000);
    expect(folder.told).toEqual([
      expect.stringMatching(/^error: .*has format 99, .* It is left alone, and alerts are kept in memory only$/),
    ]);
    expect(readFileSync(folder.file).equals(before)).toBe(true);
  });
});

it('a disk that fails costs nothing but memory: messages go out, and are written when they can be', async () => {
  const away = join(folder.path, 'away');
  const outbox = folder.outbox({ file: join(away, 'outbox.db') });
  await put(outbox, 'a', 'b');
  outbox.take('phone', 1);
  await outbox.delivered(['a'], 0);
  expect(waiting(outbox)).toEqual(['b']);
  expect(await outbox.settled(9)).toMatchObject([{ message: { id: 'a' } }]);
  expect(folder.told).toEqual([expect.stringMatching(/^warning: alerts cannot be written down, and are sent all the same: /)]);
  mkdirSync(away);
  await until('it is told', () => folder.told.length === 2);
  expect(folder.told[1]).toBe('info: alerts are written down again');
  await outbox.close(3_000);
  const next = folder.outbox({ file: join(away, 'outbox.db') });
  await next.ready;
  expect(waiting(next)).toEqual(['b']);
  expect(await next.settled(9)).toMatchObject([{ message: { id: 'a' }, state: 'delivered' }]);
});
