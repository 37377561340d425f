/** The desktop of this account, for the room of desktops: its settings, its files, and what was there before. */
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Desk } from '../../desktop/desktop.ts';
import { NOTHING_SAVED, savedSchema } from '../../desktop/saved.ts';
import { askProgram, type Environment } from '../../machine/program.ts';
import { exhibitPaths } from '../../platform/paths.ts';
import { readFileIfThere, writeFileAtomic } from '../../store/atomic-file.ts';
import { type KeptFile, loadKept, saveKept } from '../../store/kept-file.ts';
import { CliError, EXIT } from '../exit.ts';

export function createDesk(environment: Environment): Desk {
  // A desktop is the account's, not one exhibit's.
  const path = join(dirname(exhibitPaths('any', environment).state), 'desktop.json');
  const file: KeptFile<typeof NOTHING_SAVED> = { path, schema: savedSchema, fresh: NOTHING_SAVED, afterDamage: NOTHING_SAVED };
  return {
    gsettings: (...args) => askProgram('gsettings', args, environment),
    read: readFileIfThere,
    async write(target, text) {
      if (text === null) return rm(target, { force: true });
      await mkdir(dirname(target), { recursive: true });
      await writeFileAtomic(target, text);
    },
    async load() {
      const loaded = await loadKept(file, ({ movedTo, reason }) => {
        process.stderr.write(`${path}, which held what to put back, was damaged (${reason}); it is ${movedTo} now.\n`);
      });
      if (!loaded.ok) throw new CliError(EXIT.failed, `${loaded.reason}\nIt says what to put back: nothing was changed.`);
      return loaded.value;
    },
    async save(saved) {
      if (saved.settings.length + saved.files.length === 0) return rm(path, { force: true });
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await saveKept(file, saved);
    },
  };
}
