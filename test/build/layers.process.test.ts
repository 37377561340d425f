import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const project = join(import.meta.dirname, '..', '..');
const cruiser = join(project, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-layers-'));
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  write({ 'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "allowImportingTsExtensions": true, "noEmit": true } }' });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** The names of the rules that a small tree breaks. */
function broken(files: Readonly<Record<string, string>>): string[] {
  write({ 'electron/platform/paths.ts': 'export const a = 1;', 'renderer/part.ts': 'export const part = 1;', ...files });
  const options = ['--config', join(project, 'build', 'layers.cjs'), '--output-type', 'json', 'electron', 'renderer'];
  const { stdout, stderr } = spawnSync(process.execPath, [cruiser, ...options], { cwd: folder, encoding: 'utf8' });
  if (!stdout) throw new Error(`dependency-cruiser said nothing: ${stderr}`);
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(summary.violations.map((violation) => violation.rule.name))].sort();
}

const value = 'export const b = 1;';

describe('the layer check', () => {
  test('lets through what is allowed', () => {
    const files = {
      'electron/supervisor/ports.ts': 'export type Port = number;',
      'electron/supervisor/policy/plan.ts': 'export type Plan = number;',
      'electron/supervisor/policy/step.ts': "import type { Plan } from './plan.ts'; export const step = (plan: Plan) => plan;",
      'electron/process/spawn.ts': "import type { Port } from '../supervisor/ports.ts'; export const p: Port = 1;",
      'electron/process/index.ts': "import { a } from '../platform/paths.ts'; export { a }; export * from './spawn.ts';",
      'electron/supervisor/main.ts': "export * from '../process/index.ts';",
      'electron/cli/run.ts': "export * from '../supervisor/main.ts';",
      'electron/shell/main.ts': "import type { App } from 'electron'; export type A = App;",
      'renderer/page.ts': "export * from './part.ts';",
    };
    expect(broken(files)).toEqual([]);
  });

  test.each([
    ['policy-is-pure', 'electron/supervisor/policy/step.ts', "import { readFileSync } from 'node:fs'; export const f = readFileSync;"],
    ['policy-is-pure', 'electron/supervisor/policy/step.ts', "export { a } from '../../platform/paths.ts';"],
    ['policy-is-pure', 'electron/supervisor/policy/step.ts', "export { z } from 'zod';"],
    ['only-the-shell-is-electron', 'electron/process/spawn.ts', "import type { App } from 'electron'; export type A = App;"],
    ['rooms-are-apart', 'electron/process/spawn.ts', "export { b } from '../store/lock.ts';"],
    ['rooms-are-apart', 'electron/process/spawn.ts', "import type { b } from '../store/lock.ts'; export type B = typeof b;"],
    ['rooms-are-apart', 'electron/process/spawn.ts', "import type { b } from '../supervisor/loop.ts'; export type B = typeof b;"],
    ['types-of-the-supervisor-only', 'electron/process/spawn.ts', "export { b } from '../supervisor/ports.ts';"],
    ['commands-are-for-doors', 'electron/process/spawn.ts', "export { b } from '../command/registry.ts';"],
    ['platform-is-the-ground', 'electron/platform/clock.ts', "export { b } from '../store/lock.ts';"],
    ['nothing-imports-the-cli', 'electron/supervisor/main.ts', "export { b } from '../cli/run.ts';"],
    ['pages-are-pages', 'renderer/page.ts', "export { a } from '../electron/platform/paths.ts';"],
    ['pages-have-no-node', 'renderer/page.ts', "import { readFileSync } from 'node:fs'; export const f = readFileSync;"],
    ['resolves', 'electron/process/spawn.ts', "export { c } from './nowhere.ts';"],
  ])('finds what breaks %s', (rule, file, text) => {
    const others = {
      'electron/store/lock.ts': value,
      'electron/supervisor/loop.ts': value,
      'electron/supervisor/ports.ts': value,
      'electron/command/registry.ts': value,
      'electron/cli/run.ts': value,
    };
    expect(broken({ ...others, [file]: text })).toContain(rule);
  });

  test('finds a circle', () => {
    const files = {
      'electron/store/one.ts': "import { two } from './two.ts'; export const one = () => two;",
      'electron/store/two.ts': "import { one } from './one.ts'; export const two = () => one;",
    };
    expect(broken(files)).toEqual(['no-cycles']);
  });
});
