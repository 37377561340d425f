import { mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createStanding } from '../../electron/store/standing-port.ts';
import type { EventBody } from '../../electron/supervisor/policy/event.ts';
import type { Standing } from '../../electron/supervisor/policy/state.ts';
import { until } from '../support/until.ts';
import { temporaryFolder } from './folder.ts';

function port() {
  const folder = temporaryFolder();
  const events: EventBody[] = [];
  const logged: string[] = [];
  const budgetPath = join(folder, 'budget.json');
  const standingPath = join(folder, 'standing.json');
  const standing = createStanding({
    dispatch: (event) => events.push(event),
    budgetPath,
    standingPath,
    bootId: 'boot-1',
    log: (_level, message) => logged.push(message),
  });
  const held = () => JSON.parse(readFileSync(standingPath, 'utf8')).held;
  return { standing, events, logged, budgetPath, standingPath, held };
}

const holding = (...held: string[]): Standing => ({ ladder: { position: 0, asked: null }, safeMode: null, pause: null, held });

test('every budget is written, in order, and answered after it is on the disk', async () => {
  const { standing, events, budgetPath } = port();
  for (const uptimeMs of [1, 2, 3]) standing.saveBudget({ uptimeMs, reboots: [] });
  expect(events).toEqual([]);
  await until('three answers', () => events.length === 3);
  expect(events).toEqual(Array(3).fill({ type: 'budget-saved', ok: true, reason: '' }));
  expect(JSON.parse(readFileSync(budgetPath, 'utf8'))).toEqual({ version: 1, uptime_ms: 3, reboots: [] });
});

test('a budget that cannot be written is answered with the reason', async () => {
  const { standing, events, budgetPath } = port();
  mkdirSync(`${budgetPath}.new`);
  standing.saveBudget({ uptimeMs: 1, reboots: [] });
  await until('the answer', () => events.length === 1);
  expect(events[0]).toMatchObject({ type: 'budget-saved', ok: false, reason: expect.stringContaining('budget.json cannot be written') });
});

test('the newest standing wins, and close waits for it', async () => {
  const { standing, held } = port();
  for (const name of ['core', 'audio', 'display']) standing.saveStanding(holding(name));
  await standing.close();
  expect(held()).toEqual(['display']);
});

test('one that comes during a write is written after it', async () => {
  const { standing, held } = port();
  standing.saveStanding(holding('core'));
  await nextTurn();
  standing.saveStanding(holding('audio'));
  await standing.close();
  expect(held()).toEqual(['audio']);
});

test('a standing that could not be written is kept and written later', async () => {
  const { standing, held, logged, standingPath } = port();
  mkdirSync(`${standingPath}.new`);
  standing.saveStanding(holding('core'));
  await until('it is told', () => logged.length === 1);
  rmdirSync(`${standingPath}.new`);
  await standing.close();
  expect(held()).toEqual(['core']);
});
