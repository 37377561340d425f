import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What bundles are made of: folders are read whole. */
const SOURCES = [
  'electron',
  'renderer',
  'build/bundle.ts',
  'build/bundle-addons.ts',
  'build/bundle-shell.ts',
  'build/bundle-dashboard.ts',
  'build/lean.ts',
  'resources/icons/invigil.svg',
  'package.json',
  'package-lock.json',
];

/** A digest of every source of the bundles: contents, not times, so that a checkout of the same tree is the same. About 10 ms. */
export function digestSources(project: string): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesOf(project, source))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(project, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(project: string, source: string): string[] {
  if (/\.\w+$/.test(source)) return [source];
  return readdirSync(join(project, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.length + 1))
    .sort();
}
