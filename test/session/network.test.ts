import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchNetwork } from '../../electron/session/network.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

const WITH = 'eth0\t00000000\t0108090A\t0003\t0\t0\t100\t00000000\t0\t0\t0\n';

/** A machine whose routes the test makes. */
function network(host: string | null) {
  const world = { ipv4: '', reads: 0 };
  const told: string[] = [];
  const read = () => {
    world.reads++;
    return { ipv4: world.ipv4, ipv6: '' };
  };
  const watch = watchNetwork(host, ({ holds, detail }) => told.push(`${holds ? '+' : '-'} ${detail}`), read);
  return { world, told, watch };
}

it('reads the routes once a second while there is none, every five while there is one, and at a look', () => {
  const { world, told, watch } = network(null);
  expect(told).toEqual(['- no default route']);
  world.ipv4 = WITH;
  vi.advanceTimersByTime(1000);
  expect(told.at(-1)).toBe('+ default route over eth0');
  vi.advanceTimersByTime(4999);
  expect(world.reads).toBe(2);
  vi.advanceTimersByTime(1);
  expect(world.reads).toBe(3);
  world.ipv4 = '';
  watch.look();
  expect(told.at(-1)).toBe('- no default route');
  vi.advanceTimersByTime(1000);
  expect(world.reads).toBe(5);
  watch.close();
  vi.advanceTimersByTime(10_000);
  expect(world.reads).toBe(5);
});

it('reads no more when whoever heard it has had enough', () => {
  let reads = 0;
  const watch = watchNetwork(
    null,
    () => {
      if (reads === 2) watch.close();
    },
    () => {
      reads++;
      return { ipv4: WITH, ipv6: '' };
    },
  );
  vi.advanceTimersByTime(60_000);
  expect(reads).toBe(2);
});

it('tells what keeps it from reading them', () => {
  const told: string[] = [];
  const read = () => {
    throw new Error('EMFILE: too many open files');
  };
  watchNetwork(null, ({ detail }) => told.push(detail), read).close();
  expect(told).toEqual(['the routes cannot be read: EMFILE: too many open files']);
});

it('asks for a name only where there is a route', async () => {
  const { world, told, watch } = network('127.0.0.1');
  expect(told).toEqual(['- no default route']);
  world.ipv4 = WITH;
  vi.advanceTimersByTime(1000);
  await vi.waitUntil(() => told.length === 2);
  world.ipv4 = '';
  vi.advanceTimersByTime(5000);
  world.ipv4 = WITH;
  vi.advanceTimersByTime(1000);
  await vi.waitUntil(() => told.length === 4);
  const yes = '+ 127.0.0.1 has an address';
  expect(told).toEqual(['- no default route', yes, '- no default route', yes]);
  watch.close();
});
