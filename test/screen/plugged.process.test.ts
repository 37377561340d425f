/** Screens that come, go and change places, which no headless sway can show: a double of its IPC does. */
import { afterEach, expect, test } from 'vitest';
import { Placement, type Stand } from '../../electron/screen/index.ts';
import { until } from '../support/until.ts';
import { FakeSway, type Screen } from './fake-sway.ts';

const A = { name: 'A', make: 'Dell', model: 'U27', serial: '1' };
const B = { name: 'B', make: 'Dell', model: 'U27', serial: '2' };
const [LEFT, RIGHT, COVER] = [1, 2, 3];

let sway: FakeSway | null = null;
let placement: Placement | null = null;
let notes: string[] = [];

afterEach(async () => {
  placement?.close();
  await sway?.end();
  sway = placement = null;
  notes = [];
});

/** `stands`: where each service is to stand; its one process has the number of its window. */
async function session(screens: readonly Screen[], stands: Readonly<Record<string, Partial<Stand>>>): Promise<FakeSway> {
  const pids: Readonly<Record<string, number>> = { left: LEFT, right: RIGHT, shell: COVER };
  const opened = await FakeSway.start(...screens);
  sway = opened;
  placement = new Placement({
    environment: () => opened.environment,
    processes: (service) => [pids[service] ?? 0],
    note: (service, text) => notes.push(`${service}: ${text}`),
  });
  placement.want(new Map(Object.entries(stands).map(([name, stand]) => [name, { output: null, shell: false, cover: false, ...stand }])));
  for (const name of Object.keys(stands)) placement.starting(name);
  return opened;
}

/** `A full, B full`: of the windows with these numbers, in order. */
const stand = (wanted: string, ...ids: readonly number[]) => {
  const now = () => ids.map((id) => sway?.where(id)).join(', ');
  return until(wanted, () => now() === wanted).catch((cause: unknown) => {
    throw new Error(`they stand: ${now()}; ${sway?.commands.join('; ')}`, { cause });
  });
};

/** What has happened so far was looked at and put right: one look may have been under way, the next has begun after it. */
async function settled(double: FakeSway): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    const { looks } = double;
    double.nudge();
    await until('a look', () => double.looks > looks);
  }
}

const byName = { left: { output: { name: 'A' } }, right: { output: { name: 'B' } } };
const bySerial = {
  left: { output: { make: 'Dell', model: 'U27', serial: '1' }, shell: true },
  right: { output: { make: 'Dell', model: 'U27', serial: '2' }, shell: true },
};

test('a display whose screen is unplugged leaves the other one alone, and has its own again when that is back', async () => {
  const double = await session([A, B], byName);
  double.open(LEFT, 'left', 'A');
  double.open(RIGHT, 'right', 'A');
  await stand('A full, B full', LEFT, RIGHT);
  double.unplug('B');
  await until('it is told', () => notes.length === 1);
  expect(notes).toEqual(['right: its screen B is not there; there are: A (Dell U27 1)']);
  await stand('A full, A full', LEFT, RIGHT);
  double.plug(B);
  await stand('A full, B full', LEFT, RIGHT);
});

test('a display that opens while its screen is missing stays behind the one whose screen it stands on', async () => {
  const double = await session([A], byName);
  double.open(LEFT, 'left', 'A');
  double.open(RIGHT, 'right', 'A');
  await stand('A full, A', LEFT, RIGHT);
  double.plug(B);
  await stand('A full, B full', LEFT, RIGHT);
});

test('a window that sway has moved elsewhere is brought back when its screen is there again', async () => {
  const double = await session([A, B], byName);
  double.open(RIGHT, 'right', 'B');
  double.unplug('B');
  double.close(RIGHT);
  double.open(RIGHT, 'right', 'A');
  double.plug(B);
  await stand('B full', RIGHT);
});

test('two screens that change their cables keep their displays where they are known by what they say of themselves', async () => {
  const double = await session([A, B], bySerial);
  double.open(LEFT, 'org.invigil.Invigil.left', 'A');
  double.open(RIGHT, 'org.invigil.Invigil.right', 'B');
  await stand('A full, B full', LEFT, RIGHT);
  double.unplug('A', 'B');
  double.plug({ ...A, name: 'B' }, { ...B, name: 'A' });
  await stand('B full, A full', LEFT, RIGHT);
  // A shell that starts from now on opens where its screen is.
  await until('a rule', () => double.commands.includes('assign [app_id="^org.invigil.Invigil.left$"] output "B"'));
});

test('and by name, where they are', async () => {
  const double = await session([A, B], byName);
  double.open(LEFT, 'left', 'A');
  double.open(RIGHT, 'right', 'B');
  double.unplug('A', 'B');
  double.plug({ ...A, name: 'B' }, { ...B, name: 'A' });
  await settled(double);
  await stand('A full, B full', LEFT, RIGHT);
});

test('without any screen what is in front is not forgotten', async () => {
  const double = await session([A], { left: {}, shell: { shell: true, cover: true } });
  double.open(LEFT, 'left', 'A');
  await settled(double);
  double.open(COVER, 'org.invigil.Invigil.shell', 'A');
  await stand('A, A full', LEFT, COVER);
  double.unplug('A');
  await stand(', ', LEFT, COVER);
  await settled(double);
  double.close(COVER);
  double.plug(A);
  await stand('A full', LEFT);
});
