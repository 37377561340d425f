/** Tests that need what not every machine has: left out with a reason in their title, never in silence. */
import { describe, test } from 'vitest';
import { labElectron } from './electron.ts';
import { missingForWayland } from './wayland.ts';

/** What a test with a shell on a screen does not find here; empty: everything is there. */
export const missingForShell: readonly string[] = [...missingForWayland(), ...(labElectron === null ? ['Electron'] : [])];

/** As `describe`; where something is missing the tests are left out, and the title says what. */
export function describeWith(title: string, missing: readonly string[], tests: () => void): void {
  describe.skipIf(missing.length > 0)(titled(missing, title), tests);
}

/** As `test`, in the same way. */
export function testWith(title: string, missing: readonly string[], run: () => void | Promise<void>, timeoutMs?: number): void {
  test.skipIf(missing.length > 0)(titled(missing, title), run, timeoutMs);
}

function titled(missing: readonly string[], title: string): string {
  return missing.length === 0 ? title : `${title} (needs ${missing.join(', ')})`;
}
