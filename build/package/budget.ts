/**
 * How large a package may be. A machine in a museum is updated over a mobile phone, and nobody looks at a number that grows a little
 * each time: so the build fails. Raised on purpose only, in the change that needs it.
 */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const MB = 1_000_000;

export const BUDGET = {
  /** With Electron 45; the trial Electron 22 is a tenth smaller. */
  deb: 130 * MB,
  appimage: 150 * MB,
  /** What is not Electron's: command line, supervisor, shell, addons, clients, demo, icons. */
  own: 12 * MB,
} as const;

/** What is over its budget, each as a sentence; empty: nothing. */
export function overBudget(sizes: Readonly<Partial<Record<keyof typeof BUDGET, number | undefined>>>): string[] {
  const inMB = (bytes: number) => `${(bytes / MB).toFixed(1)} MB`;
  return Object.entries(BUDGET).flatMap(([name, most]) => {
    const size = Object.entries(sizes).find(([each]) => each === name)?.[1];
    return size === undefined || size <= most ? [] : [`${name} is ${inMB(size)}, more than the ${inMB(most)} of build/package/budget.ts`];
  });
}

export function folderSize(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + lstatSync(join(entry.parentPath, entry.name)).size, 0);
}
