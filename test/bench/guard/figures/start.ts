/**
 * What a start computes until its first program runs: the supervisor, and bare Node that starts a program. CPU time, for what a start
 * takes by the clock doubles as soon as the second core is somebody else's: `npm run bench start` measures that.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bundled } from '../../../measure/bundled.ts';
import { Stamps } from '../../../measure/stamps.ts';
import { compiled } from '../../../support/compile.ts';
import { ledger, total } from '../../cost/spent.ts';
import { node } from '../../peers/node.ts';
import type { Figure, Pair } from '../figure.ts';

const STARTS = 8;
const NAME = 'first';

export const start: Figure = {
  name: 'start',
  title: 'CPU time of a start until its first program runs',
  floor: 'bare Node that starts one',
  ignored: 0.2,
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'inv-guard-'));
    const socket = join(folder, 'stamps');
    const stamps = await Stamps.listen(socket);
    const command = [compiled('stamped', ['-static']), NAME] as const;
    try {
      const pairs: Pair[] = [];
      for (let turn = 0; turn < STARTS; turn += 1) {
        pairs.push({ ours: await ours(stamps, command, socket), floor: await bare(stamps, command, socket) });
      }
      return pairs;
    } finally {
      stamps.close();
      rmSync(folder, { recursive: true });
    }
  },
};

type Command = readonly [string, ...string[]];

/** Known by its process before it answers. */
class Beginning extends Bundled {
  child: ChildProcess | null = null;

  override spawnSupervisor(): ChildProcess {
    this.child = super.spawnSupervisor();
    return this.child;
  }
}

/** Nanoseconds. */
async function ours(stamps: Stamps, command: Command, socket: string): Promise<number> {
  const running = new Beginning(`[service.${NAME}]\ncommand = ${JSON.stringify(command)}\n`);
  running.environment['MEASURE_SOCKET'] = socket;
  const first = stamps.next(NAME);
  const answers = running.start();
  try {
    await Promise.race([first, answers.then(() => first)]);
    return cpuNs(running.child?.pid);
  } finally {
    await answers;
    await running.remove();
  }
}

/** Nanoseconds. */
async function bare(stamps: Stamps, command: Command, socket: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'inv-bare-'));
  const first = stamps.next(NAME);
  const running = await node.start(folder, [{ name: NAME, command, environment: { MEASURE_SOCKET: socket } }]);
  try {
    await first;
    return cpuNs(running.pid);
  } finally {
    await running.end();
    rmSync(folder, { recursive: true });
  }
}

function cpuNs(pid: number | undefined): number {
  if (pid === undefined) throw new Error('nothing was started');
  return total(ledger([pid])).cpuNs;
}
