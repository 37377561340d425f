/**
 * A killed program's successor, under Invigil and under Node's bare spawn on exit, in turn. The policy restarts at once only what was ready
 * for a second, so several programs take turns and nobody waits long.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../../../electron/platform/clock.ts';
import { type Program, Stamps } from '../../../measure/stamps.ts';
import { compiled } from '../../../support/compile.ts';
import type { Peer, RunningPeer } from '../../peer.ts';
import { invigil } from '../../peers/invigil.ts';
import { node } from '../../peers/node.ts';
import type { Figure, Pair } from '../figure.ts';

const PROGRAMS = 10;
const ROUNDS = 3;
/** A second until one counts as ready, then `storm.within`, and the time that its judge may take to hear of it. */
const STEADY_MS = 1_000 + 1_000 + 800;

export const respawn: Figure = {
  name: 'respawn',
  title: "SIGKILL to the new process's first instruction",
  floor: "bare Node's spawn on exit",
  ignored: 0.35,
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'inv-guard-'));
    const stamps = await Stamps.listen(join(folder, 'stamps'));
    const running: RunningPeer[] = [];
    const start = async (peer: Peer): Promise<Program[]> => {
      const own = join(folder, peer.name);
      mkdirSync(own);
      const names = Array.from({ length: PROGRAMS }, (_, place) => `${peer.name}-${place}`);
      const started = Promise.all(names.map((name) => stamps.next(name)));
      const environment = { MEASURE_SOCKET: join(folder, 'stamps') };
      running.push(
        await peer.start(
          own,
          names.map((name) => ({ name, command: [compiled('stamped', ['-static']), name], environment })),
        ),
      );
      return started;
    };
    try {
      const [ours, bare] = [await start(invigil), await start(node)];
      const pairs: Pair[] = [];
      for (let kill = 0; kill < ROUNDS * PROGRAMS; kill += 1) {
        pairs.push({ ours: await killed(stamps, ours, kill % PROGRAMS), floor: await killed(stamps, bare, kill % PROGRAMS) });
      }
      return pairs;
    } finally {
      for (const peer of running) await peer.end();
      stamps.close();
      rmSync(folder, { recursive: true });
    }
  },
};

/** Kills one of them and puts its successor in its place. In milliseconds. */
async function killed(stamps: Stamps, programs: Program[], place: number): Promise<number> {
  const program = programs[place];
  if (program === undefined) throw new Error(`there is no program ${place}`);
  await sleep(Math.max(0, program.startedMs + STEADY_MS - monotonicMs()));
  const next = stamps.next(program.name);
  const fromMs = monotonicMs();
  process.kill(program.pid, 'SIGKILL');
  const successor = await next;
  programs[place] = successor;
  return successor.startedMs - fromMs;
}
