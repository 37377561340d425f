/** A supervisor that cannot keep its files says so and ends; it is no bug, and a person can mend it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const CLI = join(import.meta.dirname, '../../electron/cli/main.ts');
const FILE = 'schema = 1\n[exhibit]\nname = "lantern"\n[service.core]\ncommand = "true"\n';
/** Root may write everywhere. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** A place in which any user may look and write. */
function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-folders-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o777);
  writeFileSync(join(folder, 'exhibit.toml'), FILE);
  return folder;
}

async function run(folder: string, places: { readonly XDG_STATE_HOME: string; readonly XDG_RUNTIME_DIR: string }) {
  const child = spawn(process.execPath, [CLI, 'run', folder], {
    ...NOBODY,
    env: { PATH: process.env['PATH'], HOME: folder, ...places },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const [status] = await once(child, 'close');
  return { status, err };
}

test.each([
  ['state', 'XDG_STATE_HOME'],
  ['runtime', 'XDG_RUNTIME_DIR'],
] as const)('a %s folder that may not be written ends it with 77, and says what is wrong, where, and what to do', async (_, variable) => {
  const folder = place();
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o555 });
  const places = { XDG_STATE_HOME: join(folder, 'state'), XDG_RUNTIME_DIR: join(folder, 'run'), [variable]: closed };
  const { status, err } = await run(folder, places);
  expect(err).toMatch(/^invigil: \S+\/closed\/invigil\S* cannot be made: EACCES: /);
  expect(err).toMatch(new RegExp(`^User \\d+ has to be able to write there: .* or set ${variable} to another folder\\.$`, 'm'));
  expect(err).not.toMatch(/bug|\.ts:/);
  expect(status).toBe(77);
});

test('so does a file where the folder has to be', async () => {
  const folder = place();
  writeFileSync(join(folder, 'state'), '');
  const { status, err } = await run(folder, { XDG_STATE_HOME: join(folder, 'state'), XDG_RUNTIME_DIR: join(folder, 'run') });
  expect(err).toMatch(/^invigil: \S+\/state\/invigil\/lantern cannot be made: ENOTDIR: /);
  expect(status).toBe(77);
});
