/** A folder with programs that stand in for the system's, first in the path. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export function place() {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-machine-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    /** As found in PATH: these programs, and a shell's own. */
    environment: { PATH: `${folder}:/usr/bin:/bin` },
    /** As found in PATH: these programs alone. */
    bare: { PATH: folder },
    program(name: string, script: string) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    },
    file(name: string, text: string) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
  };
}
