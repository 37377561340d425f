/** What makes a machine slow: every core busy, a disk that has to write each block at once, memory that is used up. */
import { availableParallelism, freemem } from 'node:os';
import { join } from 'node:path';
import { startGroup } from './group.ts';

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
  // With an end even if nobody is there any more to ask for it.
  const groups = commands.map((command) => startGroup(['timeout', '--signal=KILL', `${mostSeconds}`, ...command]));
  return {
    words: `${cores} busy loops on ${cores} cores; synchronous 4 KiB writes without a pause; ${(bytes / 1e9).toFixed(1)} GB of memory in use by turns`,
    async end() {
      await Promise.all(groups.map((group) => group.end()));
    },
  };
}
