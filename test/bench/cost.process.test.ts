/** The comparisons of cost, with the peers that every machine has: what they count is judged here, what they time is not. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { attempt } from '../../electron/platform/attempt.ts';
import { startGroup } from '../measure/group.ts';
import { bundle } from '../support/bundle.ts';
import { startBareRouter, startBeating } from './cost/beats.ts';
import { flood } from './cost/flood.ts';
import { countLines, fileThatEnds } from './cost/log-files.ts';
import { withRigs } from './cost/rig.ts';
import { ledger, total } from './cost/spent.ts';
import { cLoop } from './peers/c-loop.ts';
import { invigil } from './peers/invigil.ts';
import { node } from './peers/node.ts';
import { watchIdle } from './subjects/idle.ts';
import { lateUnderFlood } from './subjects/piping.ts';
import { restartAll } from './subjects/restarts.ts';

const lives = (pid: number) => attempt(() => process.kill(pid, 0)) !== null;

let folder = '';
beforeAll(bundle);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inv-cost-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('beats are heard by Invigil and by a bare ROUTER, counted by thread, and nothing is left', async () => {
  const beats = { services: 2, everyMs: 50, spread: true };
  let pids: readonly number[] = [];
  const seen = await withRigs([() => startBareRouter(beats), () => startBeating('Invigil', beats)], async (rigs) => {
    pids = rigs.flatMap((rig) => rig.processes());
    return watchIdle(rigs, 2, 500);
  });
  expect(seen.map(({ title }) => title)).toEqual(['bare ROUTER in Node (the floor)', 'Invigil']);
  for (const one of seen) {
    expect(one.percents).toHaveLength(2);
    expect(Math.min(...one.percents)).toBeGreaterThan(0);
    expect(one.pss).toBeGreaterThan(1e6);
  }
  const [floor, own] = seen.map((one) => one.threads.map(([name]) => name).join());
  expect(floor).toMatch(/MainThread.*ZMQbg|ZMQbg.*MainThread/);
  expect(own).toMatch(/MainThread/);
  expect(own).not.toMatch(/ZMQbg/);
  expect(pids.filter(lives)).toEqual([]);
});

test.each([node, invigil])('all of a flood goes into the log of $title', async (peer) => {
  const start = async (own: string, child: Parameters<typeof peer.start>[1][number]) => ({
    title: peer.title,
    ...(await peer.start(own, [child])),
  });
  const { missing, peak } = await flood(start, 3e6);
  expect(missing).toBe(0);
  expect(peak).toBeGreaterThan(1e6);
});

test('the loop of a supervisor under a flood says how late it is', async () => {
  const { p50Ms, p99Ms, maxMs } = await lateUnderFlood(3e6);
  expect(p50Ms).toBeLessThanOrEqual(p99Ms);
  expect(p99Ms).toBeLessThanOrEqual(maxMs);
});

test('as many programs are killed as were asked for, and all of them came back', async () => {
  const seen = await restartAll([cLoop, invigil], { programs: 2, restarts: 4, mostMs: 30_000, settleMs: 0 });
  expect(seen.map(({ restarts }) => restarts)).toEqual([4, 4]);
  expect(seen[0]?.after.descriptors).toBe(seen[0]?.before.descriptors);
});

test('a log is found by its last line, also beside a pipe with a name that nobody writes to', async () => {
  const [log, pipe] = [join(folder, 'log'), join(folder, 'pipe')];
  writeFileSync(`${log}.1`, 'a\nb\n');
  execFileSync('mkfifo', [pipe]);
  const holder = startGroup(['sh', '-c', 'exec 5<>"$1" 6>"$0"; printf "c\\nthe end\\n" >&6; exec sleep 60', log, pipe]);
  try {
    await expect.poll(() => fileThatEnds([holder.pid], 'the end'), { timeout: 20_000 }).toBe(log);
    expect(fileThatEnds([holder.pid], 'another end')).toBeNull();
    expect(countLines(log)).toBe(4);
  } finally {
    await holder.end();
  }
});

test('what a program has used of a processor is counted', async () => {
  const busy = startGroup(['sh', '-c', 'i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done; exec sleep 60']);
  try {
    await expect.poll(() => total(ledger([busy.pid])).cpuNs, { timeout: 20_000 }).toBeGreaterThan(5e6);
  } finally {
    await busy.end();
  }
});
