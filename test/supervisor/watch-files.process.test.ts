import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FileWatch, type WatchedService, watchFiles } from '../../electron/supervisor/watch-files.ts';
import { until } from '../support/until.ts';

let folder: string;
let watching: FileWatch;
/** What happened, as `core: core.py` (a restart) or `reload: exhibit.toml`. */
let happened: string[];
let logged: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-watch-'));
  happened = [];
  logged = [];
});
afterEach(() => {
  watching.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);

function write(name: string, mode = 0o644): void {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), `${happened.length}`, { mode });
}

function service(name: string, command: readonly string[], environmentFile: string | null = null): WatchedService {
  return { name, directory: folder, command, url: null, environmentFile };
}

function begin(...services: WatchedService[]): void {
  const short = (path: string) => path.slice(folder.length + 1);
  watching = watchFiles({
    services,
    exhibitFiles: [at('exhibit.toml'), at('config/site.toml')],
    restart: (name, changed) => happened.push(`${name}: ${short(changed)}`),
    reload: (changed) => happened.push(`reload: ${short(changed)}`),
    log: (text) => logged.push(text.replaceAll(`${folder}/`, '')),
  });
}

const python = (name: string) => service(name, ['python3', `${name}.py`]);

/** Everything that was written before has been looked at when the restart of `last`, whose file is changed now, has come. */
async function settled(): Promise<string[]> {
  write('last.py');
  await until('the last restart', () => happened.at(-1) === 'last: last.py', 10_000);
  return happened.splice(0).slice(0, -1);
}

it('restarts what a changed file belongs to, once for many changes', async () => {
  for (const name of ['core.py', 'audio.py', 'last.py', 'util.py', 'lib/more.py']) write(name);
  begin(python('core'), python('audio'), python('last'));
  write('core.py');
  await until('the restart', () => happened.length > 0);
  expect(happened.splice(0)).toEqual(['core: core.py']);
  write('util.py');
  write('lib/more.py');
  write('util.py');
  await until('the restarts', () => happened.length > 2);
  expect(happened.splice(0)).toEqual(['core: util.py', 'audio: util.py', 'last: util.py']);
  expect(logged).toEqual([]);
});

it('leaves alone what programs write, and where nobody works', async () => {
  for (const name of ['core.py', 'last.py', '.git/HEAD', 'node_modules/a/index.js', 'env/pyvenv.cfg', 'env/lib/b.py']) write(name);
  begin(python('core'), python('last'));
  for (const name of [
    'beat.json',
    'core.log',
    'data.sqlite',
    '__pycache__/core.py',
    'node_modules/a/index.js',
    'env/lib/b.py',
    '.git/x.py',
  ])
    write(name);
  expect(await settled()).toEqual([]);
});

it('sees files that are saved by renaming, and folders that come and go', async () => {
  for (const name of ['core.py', 'last.py', 'lib/a.py']) write(name);
  begin(python('core'), python('last'));
  write('.core.py.tmp');
  renameSync(at('.core.py.tmp'), at('core.py'));
  expect(await settled()).toEqual(['core: core.py']);
  rmSync(at('lib'), { recursive: true });
  await until('the removal', () => happened.length > 1);
  happened.length = 0;
  write('lib/deep/b.py');
  await until('the file in the new folder', () => happened.length > 1);
  expect(happened.splice(0)).toEqual(['core: lib/deep/b.py', 'last: lib/deep/b.py']);
  write('lib/deep/b.py');
  await until('the file in the known folder', () => happened.length > 1);
});

it('waits for a program that is built anew, until it can be executed', async () => {
  write('build/core', 0o755);
  write('last.py');
  begin(service('core', ['./build/core']), python('last'));
  rmSync(at('build/core'));
  await until('it says so', () => logged.includes('core waits until build/core is there again'));
  write('build/core', 0o644);
  expect(await settled()).toEqual([]);
  chmodSync(at('build/core'), 0o755);
  await until('the restart', () => happened.length > 0);
  expect(happened).toEqual(['core: build/core']);
});

it('waits for a script that is gone for a while', async () => {
  write('core.py');
  write('last.py');
  begin(python('core'), python('last'));
  rmSync(at('core.py'));
  expect(await settled()).toEqual([]);
  write('core.py');
  await until('the restart', () => happened.length > 0);
  expect(happened).toEqual(['core: core.py']);
});

it('reads the exhibit file again, also for a site file that was not there and a file of variables', async () => {
  write('core.py');
  write('exhibit.toml');
  begin(service('core', ['python3', 'core.py'], at('.env')));
  for (const name of ['exhibit.toml', 'config/site.toml', '.env']) {
    write(name);
    await until(name, () => happened.length > 0);
    expect(happened.splice(0)).toEqual([`reload: ${name}`]);
  }
});

it('watches the services of the file that was read last', async () => {
  for (const name of ['core.py', 'audio.py']) write(name);
  begin(python('core'));
  watching.adopt([python('audio')]);
  write('audio.py');
  await until('the restart', () => happened.length > 0);
  expect(happened).toEqual(['audio: audio.py']);
});
