/** Passwords and tokens in real files. What all files of secrets have in common is tried in `pins.process.test.ts`. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FRESH } from '../../electron/access/kept.ts';
import { Ledger } from '../../electron/access/ledger.ts';
import { createNetworkAccess, type NetworkAccess } from '../../electron/access/network.ts';
import { makePasswordLine } from '../../electron/access/password.ts';
import { makeToken } from '../../electron/access/token.ts';
import { until } from '../support/until.ts';
import { cheapLine, somebody } from './lines.ts';

const RIGHT = 'wet grass on mondays';

let folder: string;
let network: NetworkAccess;
let told: string[];
const at = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-secrets-'));
  told = [];
  const now = () => performance.now();
  network = createNetworkAccess({
    people: () => [somebody('alice', 'admin', { password: { file: at('alice.password') }, token: { file: at('alice.token') } })],
    environment: {},
    ledger: new Ledger({ kept: FRESH, save: async () => undefined, monotonicMs: now, log: () => undefined }),
    monotonicMs: now,
    uptimeMs: now,
    audit: () => undefined,
    lockout: () => undefined,
    log: (_, text) => told.push(text),
  });
});
afterEach(() => {
  network.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Whole or not at all, as `invigil password` writes it. */
function put(name: string, text: string): void {
  writeFileSync(at('new'), text);
  renameSync(at('new'), at(name));
}

describe('the file of a password', () => {
  it('as the command line writes it lets its person in', async () => {
    put('alice.password', `${await makePasswordLine(RIGHT)}\n`);
    expect(await network.signIn('alice', RIGHT)).toMatchObject({ outcome: 'done', name: 'alice', role: 'admin' });
    expect(await network.signIn('alice', 'wet grass on tuesdays')).toMatchObject({ outcome: 'wrong' });
  });

  it('that changes signs out who came with the one before', async () => {
    put('alice.password', cheapLine(RIGHT));
    const answer = await network.signIn('alice', RIGHT);
    if (answer.outcome !== 'done') throw new Error(answer.outcome);
    put('alice.password', cheapLine('another password', 'another salt'));
    await until('the session has ended', () => network.who(answer.session) === null, 60_000);
  });

  it('that holds the password itself lets nobody in', async () => {
    put('alice.password', RIGHT);
    expect(await network.signIn('alice', RIGHT)).toEqual({ outcome: 'no-passwords' });
    expect(told).toEqual([expect.stringContaining('holds no line of a password. Write it with: invigil password alice')]);
    expect(told.join()).not.toContain('grass');
  });
});

describe('the file of a token', () => {
  it('is looked at again', async () => {
    const [first, second] = [makeToken(), makeToken()];
    put('alice.token', `${first}\n`);
    expect(await network.byToken(first)).toEqual({ name: 'alice', role: 'admin' });
    put('alice.token', second);
    await until('the new one works', async () => (await network.byToken(second)) !== null, 20_000);
    expect(await network.byToken(first)).toBeNull();
  });

  it('that holds two lines opens nothing', async () => {
    put('alice.token', `${makeToken()}\n${makeToken()}\n`);
    expect(await network.byToken(makeToken())).toBeNull();
    expect(told).toEqual([expect.stringContaining('holds no token')]);
  });
});
