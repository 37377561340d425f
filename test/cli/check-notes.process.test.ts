import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { notesOn } from '../../electron/cli/check-notes.ts';
import { exhibitOf, exhibitWith } from '../config/support.ts';

let cgroups = '';
const limited = exhibitOf(exhibitWith('limits.cpu = "50%"'));

beforeEach(() => {
  cgroups = mkdtempSync(join(tmpdir(), 'inv-'));
});
afterEach(() => rmSync(cgroups, { recursive: true }));

function manager(controllers: string): void {
  const user = process.getuid?.() ?? 0;
  const folder = join(cgroups, 'user.slice', `user-${user}.slice`, `user@${user}.service`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cgroup.controllers'), `${controllers}\n`);
}

test('a limit of the processor is told as useless where nobody can keep it', () => {
  expect(notesOn(limited, cgroups)).toEqual([expect.stringMatching(/^service\.core\.limits\.cpu does nothing here: no service manager/)]);
  manager('memory pids');
  expect(notesOn(limited, cgroups)).toEqual([expect.stringContaining('(it has: memory, pids)')]);
});

test('nothing is told where it works, or where nobody asks for it', () => {
  expect(notesOn(exhibitOf(exhibitWith('')), cgroups)).toEqual([]);
  manager('cpu memory pids');
  expect(notesOn(limited, cgroups)).toEqual([]);
});
