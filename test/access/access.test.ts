import { describe, expect, it } from 'vitest';
import { type Access, createAccess, type SignInRecord } from '../../electron/access/access.ts';
import { FRESH, type Kept, LOST } from '../../electron/access/kept.ts';
import { Ledger } from '../../electron/access/ledger.ts';
import type { Person } from '../../electron/access/people.ts';
import { cheapLine, somebody } from './lines.ts';

const MINUTE = 60_000;

/** Two people, whose PINs are 4711 and 081542, a clock that stands still, and a disk that may fail. */
function rig(options: { readonly kept?: Kept; readonly people?: readonly Person[] } = {}) {
  const clock = { ms: 1_000 };
  const disk: Kept[] = [];
  const told: string[] = [];
  const records: SignInRecord[] = [];
  const lockouts: number[] = [];
  const around = {
    people: options.people ?? [
      somebody('floor', 'staff', { pin: { env: 'FLOOR' } }),
      somebody('alice', 'admin', { pin: { env: 'ALICE' } }),
      somebody('robot', 'admin'),
    ],
    environment: { FLOOR: cheapLine('4711'), ALICE: cheapLine('081542', 'another salt') } as Record<string, string>,
    save: async (kept: Kept): Promise<void> => void disk.push(kept),
  };
  const access: Access = createAccess({
    people: () => around.people,
    environment: around.environment,
    ledger: new Ledger({
      kept: options.kept ?? FRESH,
      save: (kept) => around.save(kept),
      monotonicMs: () => clock.ms,
      log: (level, text) => told.push(`${level}: ${text}`),
    }),
    uptimeMs: () => clock.ms,
    audit: (record) => records.push(record),
    lockout: (tries) => lockouts.push(tries),
    log: (level, text) => told.push(`${level}: ${text}`),
  });
  const wrongOnes = async (count: number) => {
    for (let tried = 0; tried < count; tried++) {
      const answer = await access.signIn('9999');
      if (answer.outcome !== 'wrong-pin') throw new Error(answer.outcome);
      clock.ms += answer.waitMs;
    }
  };
  return { access, around, clock, disk, told, records, lockouts, wrongOnes };
}

async function signedIn(access: Access, pin: string) {
  const answer = await access.signIn(pin);
  if (answer.outcome !== 'done') throw new Error(answer.outcome);
  return answer;
}

describe('signing in', () => {
  it('is by the PIN alone, and gives the person with their role', async () => {
    const { access, records } = rig();
    expect(await access.signIn('4711')).toMatchObject({ outcome: 'done', name: 'floor', role: 'staff' });
    const { session } = await signedIn(access, '081542');
    expect(session).toMatch(/^[0-9a-f]{32}$/);
    expect(access.who(session)).toEqual({ name: 'alice', role: 'admin' });
    expect(records.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['floor', 'done'],
      ['alice', 'done'],
    ]);
  });

  it('costs a wrong PIN time, and a right one is refused in it too', async () => {
    const { access, clock, wrongOnes } = rig();
    await wrongOnes(2);
    expect(await access.signIn('9999')).toEqual({ outcome: 'wrong-pin', waitMs: 5_000 });
    clock.ms += 4_000;
    expect(await access.signIn('4711')).toEqual({ outcome: 'too-many-tries', waitMs: 1_000 });
    expect((await access.pad()).waitMs).toBe(1_000);
    clock.ms += 1_000;
    expect(await access.signIn('4711')).toMatchObject({ outcome: 'done' });
    expect((await access.pad()).waitMs).toBe(0);
  });

  it('checks one PIN at a time', async () => {
    const { access } = rig();
    const answers = await Promise.all(Array.from({ length: 100 }, () => access.signIn('4711')));
    expect(answers.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'too-many-tries')).toHaveLength(99);
  });

  it('means the first of two with the same PIN', async () => {
    const { access, around } = rig();
    around.environment['ALICE'] = cheapLine('4711', 'another salt');
    expect(await access.signIn('4711')).toMatchObject({ name: 'floor', role: 'staff' });
  });

  it('is not possible where nobody has a PIN, and such a try counts nothing', async () => {
    const { access, disk } = rig({ people: [somebody('robot', 'admin')] });
    expect(await access.pad()).toEqual({ pins: false, waitMs: 0 });
    expect(await access.signIn('4711')).toEqual({ outcome: 'no-pins' });
    expect(disk).toEqual([]);
  });

  it('takes a new PIN at once, and tells of one that cannot be used, not of what stands there', async () => {
    const { access, around, told } = rig();
    around.environment['FLOOR'] = '4711';
    expect(await access.signIn('4711')).toMatchObject({ outcome: 'wrong-pin' });
    expect(told).toEqual([
      'warning: floor cannot sign in on the screen: the variable FLOOR holds no line of a PIN. Write it with: invigil pin floor',
    ]);
    around.environment['FLOOR'] = cheapLine('1793');
    expect(await access.signIn('1793')).toMatchObject({ name: 'floor' });
  });
});

describe('a try', () => {
  it('is on the disk as a wrong one before anything is answered', async () => {
    const { access, around, disk } = rig();
    const written = Promise.withResolvers<void>();
    let answered = false;
    around.save = async (kept) => {
      disk.push(kept);
      await written.promise;
    };
    const answer = access.signIn('4711').then(() => {
      answered = true;
    });
    await expect.poll(() => disk.length).toBe(1);
    expect(disk[0]?.screen.wrong).toBe(1);
    // Long enough for the check itself.
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
    expect(answered).toBe(false);
    written.resolve();
    await answer;
    expect(disk.map(({ screen }) => screen.wrong)).toEqual([1, 0]);
  });

  it('outlives the supervisor; its time goes on where it stood', async () => {
    const first = rig();
    await first.wrongOnes(4);
    expect(await first.access.signIn('9999')).toEqual({ outcome: 'wrong-pin', waitMs: 20_000 });
    const kept = first.disk.at(-1);
    const second = rig(kept === undefined ? {} : { kept });
    expect(await second.access.signIn('4711')).toEqual({ outcome: 'too-many-tries', waitMs: 20_000 });
    second.clock.ms += 20_000;
    expect(await second.access.signIn('9999')).toEqual({ outcome: 'wrong-pin', waitMs: 40_000 });
  });

  it('waits its longest where what was kept is lost', async () => {
    const { access, clock } = rig({ kept: LOST });
    expect(await access.signIn('4711')).toEqual({ outcome: 'too-many-tries', waitMs: 15 * MINUTE });
    clock.ms += 15 * MINUTE;
    expect(await access.signIn('4711')).toMatchObject({ outcome: 'done' });
  });

  it('is throttled in memory when the disk fails, which is told once, and when it is well again', async () => {
    const { access, around, clock, told, disk, wrongOnes } = rig();
    const save = around.save;
    around.save = () => Promise.reject(new Error('no space left'));
    await wrongOnes(3);
    expect(told).toEqual(['error: wrong PINs and passwords are counted in memory only, until the supervisor ends: no space left']);
    expect(await access.signIn('9999')).toMatchObject({ waitMs: 10_000 });
    clock.ms += 10_000;
    around.save = save;
    expect(await access.signIn('4711')).toMatchObject({ outcome: 'done' });
    expect(told.slice(1)).toEqual(['info: wrong PINs and passwords are kept on the disk again']);
    expect(disk.at(-1)?.screen.wrong).toBe(0);
  });

  it('is told of at the tenth wrong one, once', async () => {
    const { lockouts, records, wrongOnes, access } = rig();
    await wrongOnes(15);
    expect(lockouts).toEqual([10]);
    expect(records.at(-1)?.line).toBe('somebody typed a wrong PIN at the screen (15 of late): the next one is taken in 900 s');
    await access.signIn('4711');
    await wrongOnes(10);
    expect(lockouts).toEqual([10, 10]);
  });

  it('that is refused fills no log', async () => {
    const { access, records, wrongOnes } = rig();
    await wrongOnes(2);
    await access.signIn('9999');
    for (let tried = 0; tried < 50; tried++) await access.signIn('9999');
    expect(records.map(({ outcome }) => outcome)).toEqual(['wrong-pin', 'wrong-pin', 'wrong-pin', 'too-many-tries']);
  });
});

describe('a session', () => {
  it('ends by signing out, and ten minutes after its last use', async () => {
    const { access, clock } = rig();
    const one = await signedIn(access, '4711');
    access.signOut(one.session);
    expect(access.who(one.session)).toBeNull();
    const two = await signedIn(access, '4711');
    clock.ms += 9 * MINUTE;
    expect(access.who(two.session)).not.toBeNull();
    clock.ms += 10 * MINUTE;
    expect(access.who(two.session)).toBeNull();
    clock.ms -= 10 * MINUTE;
    expect(access.who(two.session)).toBeNull();
  });

  it('has the role of now, and ends with the person', async () => {
    const { access, around } = rig();
    const { session } = await signedIn(access, '081542');
    around.people = [somebody('alice', 'view', { pin: { env: 'ALICE' } })];
    expect(access.who(session)).toEqual({ name: 'alice', role: 'view' });
    around.people = [somebody('alice', 'admin')];
    expect(access.who(session)).toBeNull();
    around.people = [];
    expect(access.who(session)).toBeNull();
  });

  it('is one of eight at most: the one that rested longest goes', async () => {
    const { access } = rig();
    const tokens: string[] = [];
    for (let count = 0; count < 8; count++) tokens.push((await signedIn(access, '4711')).session);
    access.who(tokens[0] ?? '');
    tokens.push((await signedIn(access, '4711')).session);
    expect(tokens.map((token) => access.who(token) !== null)).toEqual([true, false, true, true, true, true, true, true, true]);
  });

  it.each(['', 'abc', 'floor', '__proto__'])('is not %j', (token) => {
    expect(rig().access.who(token)).toBeNull();
  });
});

describe('nothing secret', () => {
  it('is in any record, line of the log or file', async () => {
    const { access, around, records, told, disk } = rig();
    const typed = ['77316642', '4711'];
    around.environment['ALICE'] = 'scrypt$nonsense$62951';
    const { session } = await access.signIn('77316642').then(() => signedIn(access, '4711'));
    await access.signIn('77316642');
    const everything = JSON.stringify({ records, told, disk });
    for (const secret of [...typed, session, '62951', around.environment['FLOOR'] ?? '']) expect(everything).not.toContain(secret);
  });
});
