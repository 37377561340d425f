import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileError, writeFileAtomic } from '../../electron/store/atomic-file.ts';
import { loadBudget, saveBudget } from '../../electron/store/budget-file.ts';
import type { Damage } from '../../electron/store/kept-file.ts';
import { loadStanding, saveStanding } from '../../electron/store/standing-file.ts';
import type { Standing } from '../../electron/supervisor/policy/state.ts';
import { temporaryFolder } from './folder.ts';

const STANDING: Standing = {
  ladder: { position: 2, asked: 'core' },
  safeMode: { intervalMs: 3_600_000 },
  pause: { until: 1234.5 },
  held: ['audio'],
};

function memory() {
  const folder = temporaryFolder();
  const damages: Damage[] = [];
  const budgetPath = join(folder, 'budget.json');
  const standingPath = join(folder, 'standing.json');
  const note = (damage: Damage) => damages.push(damage);
  return {
    folder,
    damages,
    budgetPath,
    standingPath,
    budget: () => loadBudget(budgetPath, 2, note),
    standing: (bootId = 'boot-1') => loadStanding(standingPath, bootId, note),
  };
}

describe('an atomic file', () => {
  test('is whole, for its owner alone, and leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'file');
    await writeFileAtomic(file, 'one');
    await writeFileAtomic(file, 'two');
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('a write that fails says so and keeps the old content', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'file');
    await writeFileAtomic(file, 'one');
    mkdirSync(`${file}.new`);
    const error = await writeFileAtomic(file, 'two').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FileError);
    expect(error).toMatchObject({ code: 'EISDIR', path: file });
    expect(readFileSync(file, 'utf8')).toBe('one');
  });
});

describe('what is kept', () => {
  test('nothing, at a first start', async () => {
    const { budget, standing, damages } = memory();
    expect(await budget()).toEqual({ ok: true, value: { uptimeMs: 0, reboots: [] } });
    expect(await standing()).toEqual({ ok: true, value: { ladder: { position: 0, asked: null }, safeMode: null, pause: null, held: [] } });
    expect(damages).toEqual([]);
  });

  test('all of it, within one boot', async () => {
    const { budget, standing, budgetPath, standingPath } = memory();
    await saveBudget(budgetPath, { uptimeMs: 5000, reboots: [1, 5000] });
    await saveStanding(standingPath, 'boot-1', STANDING);
    expect(await budget()).toEqual({ ok: true, value: { uptimeMs: 5000, reboots: [1, 5000] } });
    expect(await standing()).toEqual({ ok: true, value: STANDING });
  });

  test('after a boot neither pause nor stops by a person', async () => {
    const { standing, standingPath } = memory();
    await saveStanding(standingPath, 'boot-1', STANDING);
    expect(await standing('boot-2')).toEqual({ ok: true, value: { ...STANDING, pause: null, held: [] } });
  });

  test.each([
    ['cut off', '{"version": 1, "upt', 'it is no JSON'],
    ['empty', '', 'it is empty'],
    ['of a newer version', '{"version": 2, "uptime_ms": 5, "reboots": []}', 'version'],
    ['with a reboot in the future', '{"version": 1, "uptime_ms": 5, "reboots": [6]}', 'a reboot later than the uptime counted'],
  ])('a budget %s is taken for spent, moved aside and told', async (_what, text, reason) => {
    const { budget, folder, budgetPath, damages } = memory();
    writeFileSync(budgetPath, text);
    const spent = { ok: true, value: { uptimeMs: 0, reboots: [0, 0] } };
    expect(await budget()).toEqual(spent);
    expect(damages).toEqual([{ path: budgetPath, movedTo: expect.any(String), reason: expect.stringContaining(reason) }]);
    const [aside = ''] = readdirSync(folder).filter((name) => name.startsWith('budget.json.damaged-'));
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(text);
    // The spent one is on the disk: the next start does not find a fresh budget.
    expect(await budget()).toEqual(spent);
    expect(damages).toHaveLength(1);
  });

  test('a damaged standing is replaced by an empty one', async () => {
    const { standing, standingPath, damages } = memory();
    writeFileSync(standingPath, '{"version": 1, "held": "audio"}');
    expect(await standing()).toMatchObject({ ok: true, value: { pause: null, held: [] } });
    expect(damages[0]?.reason).toContain('held');
  });

  test('an unreadable file is told and left alone', async () => {
    const { budget, folder, budgetPath, damages } = memory();
    mkdirSync(budgetPath);
    expect(await budget()).toMatchObject({ ok: false, reason: expect.stringContaining('budget.json cannot be read: EISDIR') });
    expect(damages).toEqual([]);
    expect(readdirSync(folder)).toEqual(['budget.json']);
  });
});
