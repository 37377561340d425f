import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAccess, type SignInRecord } from '../../electron/access/access.ts';
import { FRESH, type Kept, LOST } from '../../electron/access/kept.ts';
import { Ledger } from '../../electron/access/ledger.ts';
import { createNetworkAccess, type NetworkAccess } from '../../electron/access/network.ts';
import type { Person } from '../../electron/access/people.ts';
import { cheapLine, somebody } from './lines.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RIGHT = 'wet grass on mondays';
const TOKEN = `invigil_${'k'.repeat(43)}`;

let close = (): void => undefined;
afterEach(() => {
  close();
  vi.useRealTimers();
});

/** Alice, who has everything, and a robot with a token; a clock that stands still; both doors at one ledger. */
function rig(options: { readonly kept?: Kept; readonly people?: readonly Person[] } = {}) {
  const clock = { ms: 1_000 };
  const disk: Kept[] = [];
  const told: string[] = [];
  const records: SignInRecord[] = [];
  const lockouts: string[] = [];
  const around = {
    people: options.people ?? [
      somebody('alice', 'admin', { password: { env: 'ALICE' }, pin: { env: 'PIN' } }),
      somebody('floor', 'staff', { pin: { env: 'PIN' } }),
      somebody('robot', 'view', { token: { env: 'TOKEN' } }),
    ],
    environment: { ALICE: cheapLine(RIGHT), PIN: cheapLine('4711'), TOKEN } as Record<string, string>,
  };
  const ledger = new Ledger({
    kept: options.kept ?? FRESH,
    save: async (kept) => void disk.push(kept),
    monotonicMs: () => clock.ms,
    log: (level, text) => told.push(`${level}: ${text}`),
  });
  const both = (door: string) => ({
    people: () => around.people,
    environment: around.environment,
    ledger,
    monotonicMs: () => clock.ms,
    uptimeMs: () => clock.ms,
    audit: (record: SignInRecord) => records.push(record),
    lockout: (tries: number) => lockouts.push(`${door} ${tries}`),
    log: (level: string, text: string) => told.push(`${level}: ${text}`),
  });
  const network = createNetworkAccess(both('network'));
  const screen = createAccess(both('screen'));
  close = () => network.close();
  const wrongOnes = async (count: number, name = 'alice') => {
    for (let tried = 0; tried < count; tried++) {
      const answer = await network.signIn(name, 'guessed');
      if (answer.outcome !== 'wrong') throw new Error(answer.outcome);
      clock.ms += answer.waitMs;
    }
  };
  return { network, screen, around, clock, disk, told, records, lockouts, wrongOnes };
}

async function signedIn(network: NetworkAccess, name = 'alice', password = RIGHT) {
  const answer = await network.signIn(name, password);
  if (answer.outcome !== 'done') throw new Error(answer.outcome);
  return answer;
}

describe('signing in with a password', () => {
  it('gives a session of the person with their role', async () => {
    const { network, records } = rig();
    const { session, ...rest } = await signedIn(network);
    expect(rest).toEqual({ outcome: 'done', name: 'alice', role: 'admin' });
    expect(session).toMatch(/^[0-9a-f]{64}$/);
    expect(network.who(session)).toEqual({ name: 'alice', role: 'admin' });
    expect(records).toEqual([{ name: 'alice', outcome: 'done', line: 'alice signed in over the network as admin' }]);
  });

  it('is the same on every keyboard', async () => {
    const { network, around } = rig();
    around.environment['ALICE'] = cheapLine('n\u00e4chtlicher Wal');
    await signedIn(network, 'alice', 'na\u0308chtlicher Wal ');
  });

  it('is for who has a password, and a PIN is none', async () => {
    const { network } = rig();
    expect(await network.signIn('floor', '4711')).toMatchObject({ outcome: 'wrong' });
    expect(await network.signIn('robot', TOKEN)).toMatchObject({ outcome: 'wrong' });
    expect(await network.signIn('', RIGHT)).toMatchObject({ outcome: 'wrong' });
  });

  it('is not possible where nobody has one, and such a try counts nothing', async () => {
    const { network, disk, clock, around } = rig({ people: [somebody('floor', 'staff', { pin: { env: 'PIN' } })] });
    expect(await network.passwords()).toBe(false);
    expect(await network.signIn('alice', RIGHT)).toEqual({ outcome: 'no-passwords' });
    expect(disk).toEqual([]);
    around.people = [somebody('alice', 'admin', { password: { env: 'ALICE' } })];
    clock.ms += 1_000;
    expect(await network.passwords()).toBe(true);
  });

  it('tells of a line that cannot be used, not of what stands there', async () => {
    const { network, around, told } = rig();
    around.environment['ALICE'] = RIGHT;
    expect(await network.signIn('alice', RIGHT)).toEqual({ outcome: 'no-passwords' });
    expect(told).toEqual([
      'warning: alice cannot sign in over the network: the variable ALICE holds no line of a password. Write it with: invigil password alice',
    ]);
  });

  it('answers for unknown names as for known ones, in records and waits too, and keeps what was typed to itself', async () => {
    const { network, clock, records } = rig();
    const answers = [];
    for (const name of ['alice', 'mallory', RIGHT]) {
      const answer = await network.signIn(name, 'guessed');
      if (answer.outcome === 'wrong') clock.ms += answer.waitMs;
      answers.push(answer);
    }
    expect(answers).toEqual([0, 0, 5_000].map((waitMs) => ({ outcome: 'wrong', waitMs })));
    expect(records.map(({ line }) => line)).toEqual([
      'a wrong password came over the network for alice (1 of late): the next one is taken at once',
      'a wrong password came over the network for a name that is not in the file (2 of late): the next one is taken at once',
      'a wrong password came over the network for a name that is not in the file (3 of late): the next one is taken in 5 s',
    ]);
  });
});

describe('guesses', () => {
  it('are one count for all names, and a right one waits too', async () => {
    const { network, clock, wrongOnes } = rig();
    await wrongOnes(1, 'alice');
    await wrongOnes(1, 'bob');
    expect(await network.signIn('carol', 'guessed')).toEqual({ outcome: 'wrong', waitMs: 5_000 });
    expect(network.waitMs()).toBe(5_000);
    expect(await network.signIn('alice', RIGHT)).toEqual({ outcome: 'too-many-tries', waitMs: 5_000 });
    clock.ms += 5_000;
    await signedIn(network);
    expect(network.waitMs()).toBe(0);
  });

  it('over the network leave the pad open, and those at the pad the network', async () => {
    const { network, screen, clock, wrongOnes } = rig();
    await wrongOnes(12);
    await network.signIn('alice', 'guessed');
    expect(network.waitMs()).toBe(15 * MINUTE);
    expect(await screen.pad()).toEqual({ pins: true, waitMs: 0 });
    for (const waitMs of [0, 0, 5_000]) expect(await screen.signIn('9999')).toEqual({ outcome: 'wrong-pin', waitMs });
    clock.ms += 5_000;
    // Nor does a right one at one door forgive at the other.
    expect(await screen.signIn('4711')).toMatchObject({ outcome: 'done' });
    expect(network.waitMs()).toBe(15 * MINUTE - 5_000);
  });

  it('outlive the supervisor, both counts together', async () => {
    const first = rig();
    await first.wrongOnes(3);
    await first.screen.signIn('9999');
    const kept = first.disk.at(-1);
    expect(kept).toMatchObject({ network: { wrong: 3 }, screen: { wrong: 1 } });
    const second = rig(kept === undefined ? {} : { kept });
    expect(await second.network.signIn('alice', 'guessed')).toEqual({ outcome: 'wrong', waitMs: 10_000 });
  });

  it('wait their longest where what was kept is lost', () => {
    expect(rig({ kept: LOST }).network.waitMs()).toBe(15 * MINUTE);
  });

  it('are told at the tenth, once, and refusals fill no log', async () => {
    const { network, lockouts, records, wrongOnes } = rig();
    await wrongOnes(12);
    await network.signIn('alice', 'guessed');
    expect(lockouts).toEqual(['network 10']);
    for (let tried = 0; tried < 50; tried++) await network.signIn('alice', RIGHT);
    expect(records.filter(({ outcome }) => outcome === 'too-many-tries').map(({ line }) => line)).toEqual([
      'somebody came with a password over the network too early: none is taken for 900 s',
    ]);
  });

  it('are checked one at a time', async () => {
    const { network } = rig();
    const answers = await Promise.all(Array.from({ length: 50 }, () => network.signIn('alice', RIGHT)));
    expect(answers.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'too-many-tries')).toHaveLength(49);
  });
});

describe('a session', () => {
  it('ends by signing out, twelve hours after its last use, and after seven days', async () => {
    const { network, clock } = rig();
    const one = await signedIn(network);
    network.signOut(one.session);
    expect(network.who(one.session)).toBeNull();
    const two = await signedIn(network);
    clock.ms += 12 * HOUR;
    expect(network.who(two.session)).toBeNull();
    const three = await signedIn(network);
    for (let hour = 10; hour < 7 * 24; hour += 10) {
      clock.ms += 10 * HOUR;
      expect(network.who(three.session)).not.toBeNull();
    }
    clock.ms += 8 * HOUR;
    expect(network.who(three.session)).toBeNull();
  });

  it('has the role of now, and ends with the person or their right to a password', async () => {
    const { network, around } = rig();
    const { session } = await signedIn(network);
    around.people = [somebody('alice', 'view', { password: { env: 'ALICE' } })];
    expect(network.who(session)).toEqual({ name: 'alice', role: 'view' });
    around.people = [somebody('alice', 'admin', { pin: { env: 'PIN' } })];
    expect(network.who(session)).toBeNull();
  });

  it.each([
    ['is changed', cheapLine(RIGHT, 'another salt')],
    ['is gone', ''],
  ])('ends within five seconds when the password %s', async (_, line) => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { network, around } = rig();
    const { session } = await signedIn(network);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(network.who(session)).not.toBeNull();
    around.environment['ALICE'] = line;
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitFor(() => expect(network.who(session)).toBeNull());
  });

  it('is one of 32 at most, and none of the screen', async () => {
    const { network, screen } = rig();
    const first = await signedIn(network);
    for (let count = 0; count < 32; count++) await signedIn(network);
    expect(network.who(first.session)).toBeNull();
    const pad = await screen.signIn('4711');
    if (pad.outcome !== 'done') throw new Error(pad.outcome);
    expect(network.who(pad.session)).toBeNull();
    expect(screen.who((await signedIn(network)).session)).toBeNull();
  });

  it.each(['', 'abc', 'alice', '__proto__'])('is not %j', (session) => {
    expect(rig().network.who(session)).toBeNull();
  });
});

describe('a token', () => {
  it('is whose it is, with the role of now', async () => {
    const { network, around } = rig();
    expect(await network.byToken(TOKEN)).toEqual({ name: 'robot', role: 'view' });
    around.people = [somebody('robot', 'staff', { token: { env: 'TOKEN' } })];
    expect(await network.byToken(TOKEN)).toEqual({ name: 'robot', role: 'staff' });
    around.people = [somebody('robot', 'staff')];
    expect(await network.byToken(TOKEN)).toBeNull();
  });

  it('works when it is new, and no more when it is removed, within a second', async () => {
    const { network, around, clock } = rig();
    const other = TOKEN.replace('k', 'm');
    expect(await network.byToken(other)).toBeNull();
    around.environment['TOKEN'] = other;
    clock.ms += 1_000;
    expect([await network.byToken(other), await network.byToken(TOKEN)]).toEqual([{ name: 'robot', role: 'view' }, null]);
  });

  it.each(['', 'x', TOKEN.slice(0, -1), `${TOKEN}k`, TOKEN.toUpperCase(), `${TOKEN}\n`])('is not %j', async (token) => {
    expect(await rig().network.byToken(token)).toBeNull();
  });

  it('that is wrong costs nobody a wait, and is told once in ten minutes, with how many more', async () => {
    const { network, records, clock } = rig();
    for (let tried = 0; tried < 100; tried++) await network.byToken('x');
    expect(network.waitMs()).toBe(0);
    expect(await network.byToken(TOKEN)).not.toBeNull();
    clock.ms += 10 * MINUTE;
    await network.byToken('x');
    expect(records.map(({ name, outcome, line }) => [name, outcome, line])).toEqual([
      [null, 'wrong-token', "somebody came over the network with a token that is nobody's"],
      [null, 'wrong-token', "somebody came over the network with a token that is nobody's; 99 more since the last time"],
    ]);
  });

  it('that is too short to be one opens nothing, which is told once with what to do', async () => {
    const { network, around, told, clock } = rig();
    around.environment['TOKEN'] = 'short';
    for (let second = 0; second < 3; second++) {
      expect(await network.byToken('short')).toBeNull();
      clock.ms += 1_000;
    }
    expect(told).toEqual([
      'warning: robot has no token: the variable TOKEN holds no token (one line of 32 to 200 letters, digits and . _ ~ + / = -). Make one with: invigil token robot',
    ]);
  });
});

describe('nothing secret', () => {
  it('is in any record, line of the log or file', async () => {
    const { network, records, told, disk, around } = rig();
    const { session } = await signedIn(network);
    await network.signIn('hidden name', 'hidden password');
    await network.byToken('hidden token');
    const everything = JSON.stringify({ records, told, disk });
    for (const secret of [RIGHT, TOKEN, session, 'hidden', around.environment['ALICE'] ?? '']) expect(everything).not.toContain(secret);
  });
});
