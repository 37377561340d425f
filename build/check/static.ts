import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { NOTHING, type Outcome } from './outcome.ts';

interface StaticCheck {
  readonly name: string;
  /** The program's file under node_modules, and its arguments. */
  readonly command: readonly [string, ...string[]];
}

/** The checks that look at the sources; `npm run types` and `npm run lint` are the same. */
export const STATIC_CHECKS: readonly StaticCheck[] = [
  { name: 'types', command: ['typescript/bin/tsc', '-p', '.'] },
  { name: 'types of the pages', command: ['typescript/bin/tsc', '-p', 'renderer/holding'] },
  { name: 'style (biome)', command: ['@biomejs/biome/bin/biome', 'check', '.'] },
  {
    name: 'layers (dependency-cruiser)',
    command: ['dependency-cruiser/bin/dependency-cruiser.mjs', '--config', 'build/layers.cjs', 'electron', 'renderer'],
  },
  { name: 'nothing unused (knip)', command: ['knip/bin/knip.js'] },
];

/** Runs one; it is quiet unless it fails. */
export async function runStatic(project: string, { name, command: [file, ...rest] }: StaticCheck): Promise<Outcome> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(project, 'node_modules', file), ...rest], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [status] = await once(child, 'close');
  const ok = status === 0;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  if (!ok) console.log(output);
  return ok ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: [name] };
}
