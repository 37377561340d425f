/**
 * The runtime folder of one trial, in the system's temporary folder. A lock of its name is held as long as the trial lives, so
 * that a later trial can tell the folder of a killed one, which nobody else would remove.
 */
import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LockHeldError, lock } from '../../store/lock.ts';

const PREFIX = 'invigil-try-';

export interface Place {
  readonly folder: string;
  readonly controlPath: string;
  close(): Promise<void>;
}

export async function makePlace(): Promise<Place> {
  const base = tmpdir();
  await Promise.all(abandoned(base).map(removeAbandoned));
  const folder = join(base, `${PREFIX}${randomUUID().slice(0, 8)}`);
  const controlPath = controlPathIn(folder);
  // Held before the folder is there: nobody may take it for an abandoned one.
  const held = await lock(controlPath);
  mkdirSync(folder, { mode: 0o700 });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Also when this process ends in the middle, by an error or because nobody reads its output any more.
  process.once('exit', remove);
  return {
    folder,
    controlPath,
    async close() {
      process.off('exit', remove);
      remove();
      await held.release();
    },
  };
}

function controlPathIn(folder: string): string {
  return join(folder, 'control.sock');
}

/** Folders of trials, running ones among them. */
function abandoned(base: string): string[] {
  return readdirSync(base)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => join(base, name))
    .filter((folder) => lstatSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.());
}

async function removeAbandoned(folder: string): Promise<void> {
  try {
    const held = await lock(controlPathIn(folder));
    rmSync(folder, { recursive: true, force: true });
    await held.release();
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
  }
}
