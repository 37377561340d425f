import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readIncident, readIncidents } from '../../electron/history/read.ts';
import { until } from '../support/until.ts';
import { Folder, row } from './folder.ts';

let folder: Folder;

beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const ids = () => readIncidents(folder.file, { limit: 1_000 }).map(({ id }) => id);
const written = (...wanted: string[]) => until(`${wanted} in the database`, () => ids().join() === wanted.join());

describe('incidents', () => {
  it('are written, replaced and read, by anybody and also when nothing runs', async () => {
    const history = folder.history();
    history.saveIncident(row('a', { endedAt: null, picture: new Uint8Array([1, 2, 3]) }));
    history.saveIncident(row('b', { service: 'audio' }));
    await written('a', 'b');
    history.saveIncident(row('a', { document: '{"ended":true}' }));
    await history.close();
    expect(readIncident(folder.file, 1)).toMatchObject({ id: 'a', document: { ended: true }, endedAt: 2_000, hasPicture: true });
    expect(readIncident(folder.file, 1)?.picture).toEqual(new Uint8Array([1, 2, 3]));
    expect(readIncidents(folder.file, { limit: 1, service: 'audio' }).map(({ number }) => number)).toEqual([2]);
    expect(readIncident(folder.file, 3)).toBe(null);
    expect(readIncidents(join(folder.path, 'none.db'), { limit: 1 })).toEqual([]);
    expect(statSync(folder.file).mode & 0o777).toBe(0o600);
    expect(folder.told).toEqual([]);
  });

  it('are counted without gaps, however often each is written again', async () => {
    const history = folder.history();
    for (const id of ['a', 'b', 'c']) {
      history.saveIncident(row(id, { endedAt: null }));
      await until(`${id} is written`, () => ids().includes(id));
      for (const document of ['{"again":1}', '{"again":2}']) {
        history.saveIncident(row(id, { document }));
        await until(document, () => JSON.stringify(readIncidents(folder.file, { limit: 1 })[0]?.document) === document);
      }
    }
    expect(readIncidents(folder.file, { limit: 9 }).map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('are at most so many: the oldest go, what is open stays', async () => {
    const history = folder.history({ bounds: { incidents: 3, changes: 10, bytes: 64e6 } });
    history.saveIncident(row('open', { endedAt: null }));
    for (const id of ['a', 'b', 'c', 'd']) history.saveIncident(row(id));
    await written('open', 'c', 'd');
  });

  it('take at most so much room: the oldest pictures go first, then the oldest incidents', async () => {
    const bytes = 1_000_000;
    const history = folder.history({ bounds: { incidents: 1_000, changes: 10, bytes } });
    for (let count = 0; count < 20; count++) history.saveIncident(row(`${count}`, { picture: new Uint8Array(200_000).fill(count + 1) }));
    await until('all of them', () => ids().length === 20);
    const pictures = () => readIncidents(folder.file, { limit: 100 }).filter(({ hasPicture }) => hasPicture);
    expect(pictures().map(({ id }) => id)).toEqual(['16', '17', '18', '19']);
    for (let count = 20; count < 40; count++) history.saveIncident(row(`${count}`, { document: JSON.stringify('x'.repeat(100_000)) }));
    await until('the last one', () => ids().at(-1) === '39');
    expect(pictures()).toEqual([]);
    expect(ids().length).toBeLessThan(12);
    await history.close();
    expect(statSync(folder.file).size).toBeLessThan(bytes + 300_000);
  });
});

const NOBODY = 65_534;

it.skipIf(process.getuid?.() !== 0)(
  "root reads another account's file, and leaves nothing of its own beside it (only root can give files away)",
  async () => {
    const history = folder.history();
    history.saveIncident(row('a'));
    await history.close();
    for (const path of [folder.path, folder.file]) chownSync(path, NOBODY, NOBODY);
    expect(ids()).toEqual(['a']);
    expect(readdirSync(folder.path).map((name) => statSync(join(folder.path, name)).uid)).not.toContain(0);
  },
);

describe('runs', () => {
  it('that ended in order, and those that did not', async () => {
    const first = folder.history();
    expect(await first.found).toEqual({ earlier: null, open: [] });
    first.saveIncident(row('a', { endedAt: null }));
    await first.close();
    const second = folder.history();
    expect(await second.found).toMatchObject({ earlier: { endedInOrder: true }, open: [{ id: 'a' }] });
    await second.close();
    const database = new DatabaseSync(folder.file);
    database.exec('UPDATE run SET ended_at = NULL, seen_at = 5 WHERE rowid = (SELECT max(rowid) FROM run)');
    database.close();
    expect((await folder.history().found).earlier).toMatchObject({ endedInOrder: false, seenAt: 5 });
  });
});

describe('a file that is not as it should be', () => {
  const garbage = () => writeFileSync(folder.file, 'this is no database '.repeat(500));

  it('damaged: moved aside, told and replaced; of damaged ones the newest is kept', async () => {
    writeFileSync(`${folder.file}.damaged-2020`, 'older');
    garbage();
    const history = folder.history();
    history.saveIncident(row('a'));
    await history.found;
    await written('a');
    const aside = readdirSync(folder.path).filter((name) => name.includes('damaged'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(folder.path, aside[0] ?? ''), 'utf8')).toContain('this is no database');
    expect(folder.told.join()).toMatch(/^error: .*history\.db was damaged \(file is not a database\): moved to .*damaged-.* and replaced$/);
  });

  it('damaged within: found after an end that was not in order', async () => {
    const history = folder.history();
    for (let count = 0; count < 50; count++) history.saveIncident(row(`${count}`, { document: JSON.stringify('x'.repeat(20_000)) }));
    await until('all of them', () => ids().length === 50);
    await history.close();
    const database = new DatabaseSync(folder.file);
    database.exec('UPDATE run SET ended_at = NULL');
    database.close();
    const bytes = readFileSync(folder.file);
    bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 50_000);
    writeFileSync(folder.file, bytes);
    const next = folder.history();
    next.saveIncident(row('after'));
    await next.found;
    await written('after');
    expect(folder.told.join()).toContain('was damaged');
  });

  it('of a newer format: refused and left alone', async () => {
    const database = new DatabaseSync(folder.file);
    database.exec('CREATE TABLE later (a); PRAGMA user_version = 99');
    database.close();
    const before = readFileSync(folder.file);
    const history = folder.history();
    history.saveIncident(row('a'));
    await history.found;
    await history.close();
    expect(folder.told).toEqual([expect.stringMatching(/^error: .*has format 99, .* It is left alone, and incidents are not recorded$/)]);
    expect(readFileSync(folder.file).equals(before)).toBe(true);
    expect(() => readIncidents(folder.file, { limit: 1 })).toThrow(/has format 99/);
  });

  it('unreadable: told by readers', () => {
    garbage();
    expect(() => readIncidents(folder.file, { limit: 1 })).toThrow(/history\.db cannot be read: file is not a database/);
  });
});

describe('a disk that fails', () => {
  it('costs nothing but memory: what could not be written is written when it can be', async () => {
    const away = join(folder.path, 'away');
    const history = folder.history({ file: join(away, 'history.db') });
    history.saveIncident(row('a'));
    await until('it is told', () => folder.told.length > 0);
    for (let count = 0; count < 60; count++) history.saveIncident(row(`${count}`));
    mkdirSync(away);
    const there = () => readIncidents(join(away, 'history.db'), { limit: 100 });
    await until('what fitted in memory', () => there().length === 50);
    await until('the loss is told', () => folder.told.length > 1);
    expect(folder.told[0]).toMatch(/^warning: what happens cannot be written down: .*unable to open|no such file/);
    expect(folder.told[1]).toMatch(/^info: what happens is written down again; .* are lost: 11$/);
    expect(existsSync(folder.file)).toBe(false);
  });

  it('is full: incidents wait until there is room', async () => {
    const limited = `ulimit -f 200; exec "$@"`;
    const script = join(import.meta.dirname, '../fixtures/history-writer.ts');
    const out = execFileSync('/bin/sh', ['-c', limited, 'sh', process.execPath, script, folder.file], { encoding: 'utf8' });
    expect(out).toMatch(/warning: what happens cannot be written down: .*\n.*before the end: 1\nended in order\n$/);
    expect(ids()).toContain('small');
  });
});
