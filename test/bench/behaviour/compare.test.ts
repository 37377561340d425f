import { expect, test } from 'vitest';
import type { Peer, PeerName } from '../peer.ts';
import { compare, standingOf } from './compare.ts';
import type { Fault, Grade } from './fault.ts';

function peer(name: PeerName): Peer {
  return {
    name,
    title: name.toUpperCase(),
    cannot: [],
    version: () => '1',
    start: () => Promise.reject(new Error('nothing is started here')),
  };
}

const PEERS = [peer('node'), peer('invigil'), peer('runit')];

function fault(grades: Readonly<Partial<Record<PeerName, Grade>>>, waits?: true): Fault {
  return {
    name: 'frozen',
    title: 'frozen',
    ...(waits && { waits }),
    async try({ name }) {
      const grade = grades[name];
      return grade === undefined ? null : { does: `${name} does`, evidence: '', grade };
    },
  };
}

async function standing(grades: Readonly<Partial<Record<PeerName, Grade>>>) {
  const [row] = await compare([fault(grades)], PEERS, { short: true });
  return row === undefined ? null : standingOf(row, PEERS);
}

test.for([undefined, true] as const)('every peer is tried, in order (all at once: %s)', async (waits) => {
  const [row] = await compare([fault({ node: 0, runit: 3 }, waits)], PEERS, { short: true });
  expect(row?.seen.map((seen) => seen?.does ?? null)).toEqual(['node does', null, 'runit does']);
});

test('who does better is named, who does as well is not', async () => {
  expect(await standing({ node: 2, invigil: 2, runit: 3 })).toEqual({ fault: 'frozen', dealtWith: true, better: ['RUNIT'] });
});

test('a fault that stays is not dealt with, be the others no better', async () => {
  expect(await standing({ node: 0, invigil: 1, runit: 1 })).toEqual({ fault: 'frozen', dealtWith: false, better: [] });
});
