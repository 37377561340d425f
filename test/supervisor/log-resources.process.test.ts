import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Asked, DocumentResource, FollowedResource, Resource } from '../../electron/api/door.ts';
import { logLineSchema, logPageSchema } from '../../electron/documents/log-search.ts';
import { en } from '../../electron/documents/words/en.ts';
import { linePrefix } from '../../electron/log/line.ts';
import { createLogSearch, type LogSearch } from '../../electron/log/search/search.ts';
import { logResources } from '../../electron/supervisor/log-resources.ts';
import { NOW, snapshot } from '../support/snapshot.ts';
import { until } from '../support/until.ts';

/** Others use the machine too. */
const PATIENCE_MS = 30_000;

let folder: string;
let logs: LogSearch;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-logs-'));
  logs = createLogSearch({ folder, log: () => undefined });
  for (const [place, name] of ['core', 'invigil', 'stranger'].entries())
    writeFileSync(join(folder, `${name}.log`), line(place, `of ${name}`));
});
afterEach(async () => {
  await logs.close();
  rmSync(folder, { recursive: true });
});

const line = (seconds: number, text: string) => `${linePrefix(NOW + seconds * 1_000, 'out')}${text}\n`;
const isDocument = (one: Resource | undefined): one is DocumentResource => one !== undefined && 'read' in one && one.schema !== null;
const isFollowed = (one: Resource | undefined): one is FollowedResource => one !== undefined && 'follow' in one;
const [pages, followed] = [
  () => logResources(logs, () => snapshot()).find(isDocument),
  () => logResources(logs, () => snapshot()).find(isFollowed),
];
const read = async (asked: Asked = {}) => logPageSchema.parse(await pages()?.read(asked, en));
const texts = async (asked: Asked = {}) => (await read(asked)).lines.map(({ text }) => text);

it("pages are of the exhibit's services and the supervisor, or of those that are named", async () => {
  expect(await texts()).toEqual(['of core', 'of invigil']);
  expect(await texts({ services: 'core,core,' })).toEqual(['of core']);
  expect(await texts({ search: 'INVIG' })).toEqual(['of invigil']);
  await expect(read({ services: 'core,stranger' })).rejects.toThrow('There is no service "stranger".');
  const { before } = await read({ limit: '1' });
  expect(await texts({ before: before ?? '' })).toEqual(['of core']);
});

it('what does not fit is known before it is read', () => {
  const asks = pages()?.asks ?? {};
  for (const before of ['', 'x', '../../etc', '1.2.3', '1.2.3.CORE']) expect(asks['before']?.safeParse(before).success).toBe(false);
  for (const limit of ['0', '1001', 'all']) expect(asks['limit']?.safeParse(limit).success).toBe(false);
  expect(asks['search']?.safeParse('x'.repeat(201)).success).toBe(false);
});

it('following tells lines as they come', async () => {
  const told: unknown[] = [];
  const cursor = (await read()).lines[0]?.cursor ?? '';
  const stop = followed()?.follow({ after: cursor, services: 'core,invigil' }, (lines) => told.push(lines));
  await until('the line after it', () => JSON.stringify(told).includes('of invigil'), PATIENCE_MS);
  appendFileSync(join(folder, 'core.log'), line(9, 'new'));
  await until('the new line', () => JSON.stringify(told).includes('new'), PATIENCE_MS);
  for (const lines of told) logLineSchema.array().parse(lines);
  expect(JSON.stringify(told)).not.toContain('of core');
  stop?.();
  expect(() => followed()?.follow({ services: 'stranger' }, () => undefined)).toThrow('There is no service "stranger".');
});

it('says why they cannot be read', async () => {
  await logs.close();
  const asking = Array.from({ length: 9 }, () => read().then(() => 'read', String));
  expect((await Promise.all(asking)).at(-1)).toBe('Unreadable: The logs cannot be read now: too many searches are waiting already.');
});
