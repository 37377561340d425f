/** The real files below a folder, the real watches behind one look, and the documentation that is made of the list. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checksTable } from '../../../electron/cli/doctor/checks.ts';
import { lookAt } from '../../../electron/cli/doctor/condition.ts';
import { filesBelow } from '../../../electron/cli/doctor/files.ts';
import { settingsTable } from '../../../electron/desktop/gnome.ts';
import { closeServer } from '../../support/close-server.ts';
import { listen } from '../../support/listen.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inv-files-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a tree is read as if it were the machine', () => {
  mkdirSync(join(root, 'etc/greetd'), { recursive: true });
  writeFileSync(join(root, 'etc/greetd/config.toml'), 'a = 1\n');
  chmodSync(join(root, 'etc/greetd/config.toml'), 0o640);
  symlinkSync('/lib/systemd/system/greetd.service', join(root, 'etc/display-manager.service'));
  const files = filesBelow(root);
  expect(files.read('/etc/greetd/config.toml')).toBe('a = 1\n');
  expect(files.list('/etc')).toEqual(['display-manager.service', 'greetd']);
  expect(files.target('/etc/display-manager.service')).toBe('/lib/systemd/system/greetd.service');
  expect(files.target('/etc/greetd/config.toml')).toBeNull();
  expect(files.stat('/etc/greetd/config.toml')).toEqual({ uid: process.getuid?.(), gid: process.getgid?.(), mode: 0o640 });
  expect(files.may('/etc/greetd/config.toml', 'read')).toBe(true);
  files.chmod('/etc/greetd/config.toml', 0o600);
  expect(statSync(join(root, 'etc/greetd/config.toml')).mode & 0o777).toBe(0o600);
});

test('what is not there is nothing, and no error', () => {
  const files = filesBelow(root);
  expect(files.read('/etc/none')).toBeNull();
  expect(files.read('/')).toBeNull();
  expect(files.list('/etc')).toEqual([]);
  expect(files.target('/etc/none')).toBeNull();
  expect(files.stat('/etc/none')).toBeNull();
  expect(files.may('/etc/none', 'write')).toBe(false);
});

test('a condition is looked at once, as a service would wait for it', async () => {
  const server = createServer();
  const port = await listen(server);
  expect(await lookAt({ kind: 'tcp', host: '127.0.0.1', port }, {})).toEqual({ holds: true, detail: 'it accepts connections' });
  await closeServer(server);
  expect(await lookAt({ kind: 'tcp', host: '127.0.0.1', port }, {})).toEqual({ holds: false, detail: 'connection refused' });
  expect(await lookAt({ kind: 'device', path: join(root, 'video0') }, {})).toMatchObject({ holds: false });
});

test('the tables of docs/doctor.md and docs/desktop.md are as the code has them', () => {
  const page = (name: string) => readFileSync(join(import.meta.dirname, '../../../docs', name), 'utf8');
  expect(page('doctor.md')).toContain(`\n${checksTable()}\n`);
  expect(page('desktop.md')).toContain(`\n${settingsTable()}\n`);
});
