/** What makes a machine slow: every core busy, a disk that has to write each block at once, memory that is used up. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, freemem } from 'node:os';
import { join } from 'node:path';

const OCCUPY = join(import.meta.dirname, '../fixtures/occupy-memory.mjs');

export interface Burden {
  readonly words: string;
  end(): Promise<void>;
}

/** `folder`: on the disk to be busy. `memory`: how much of the free memory is taken, 0 to 1. Ends by itself after `mostSeconds`. */
export function burden({ folder, memory, mostSeconds }: { folder: string; memory: number; mostSeconds: number }): Burden {
  const cores = availableParallelism();
  const bytes = Math.round(freemem() * memory);
  const commands = [
    ...Array.from({ length: cores }, () => ['sh', '-c', 'while :; do :; done']),
    ['sh', '-c', 'while :; do dd if=/dev/zero of="$0" bs=4k count=256 oflag=dsync 2>/dev/null; done', join(folder, 'ballast')],
    [process.execPath, OCCUPY, `${bytes}`],
  ];
  const children = commands.map((command) => limited(command, mostSeconds));
  return {
    words: `${cores} busy loops on ${cores} cores; synchronous 4 KiB writes without a pause; ${(bytes / 1e9).toFixed(1)} GB of memory in use by turns`,
    async end() {
      await Promise.all(children.map(endGroup));
    },
  };
}

/** In a process group of its own, with an end even if nobody is there any more to ask for it. */
function limited(command: readonly string[], seconds: number): ChildProcess {
  return spawn('timeout', ['--signal=KILL', `${seconds}`, ...command], { detached: true, stdio: 'ignore' });
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}
