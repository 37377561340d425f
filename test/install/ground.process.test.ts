/** Steps made and undone in a tree of files. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ground } from '../../electron/install/ground.ts';
import { install, pending, readRecord } from '../../electron/install/install.ts';
import type { Command, Part, Step, Target } from '../../electron/install/step.ts';
import { uninstall } from '../../electron/install/uninstall.ts';

let root: string;
let ran: string[];
let ground: Ground;
let failing: string | null;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'invigil-install-'));
  ran = [];
  failing = null;
  const run = async ({ program, args }: Command) => {
    if (program === failing) throw new Error(`${program} said no`);
    ran.push([program, ...args].join(' '));
  };
  ground = new Ground({ run, user: () => null, root });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function step(id: string, target: Target, change: Partial<Step> = {}): Step {
  return { id, part: 'machine', says: `${id} made.`, undoSays: `${id} undone.`, shared: false, target, ...change };
}
const file = (path: string, content: string): Target => ({ kind: 'file', path, content, mode: 0o644, keep: 'ours' });

const STEPS: readonly Step[] = [
  step('login', file('/etc/greetd/config.toml', 'ours\n'), { shared: true }),
  step('own', { kind: 'folder', path: '/etc/invigil/sway.d', mode: 0o755 }, { shared: true }),
  step('link', { kind: 'link', path: '/home/exhibit', to: '/srv/lantern' }),
  step('linger', {
    kind: 'run',
    commands: [{ program: 'loginctl', args: ['enable-linger', 'kiosk'], as: 'root' }],
    undo: [{ program: 'loginctl', args: ['disable-linger', 'kiosk'], as: 'root' }],
  }),
];

const RECORD = '/var/lib/invigil/lantern.json';

async function installAll(steps = STEPS, exhibit = 'lantern'): Promise<string[]> {
  const done: string[] = [];
  const records = { machine: `/var/lib/invigil/${exhibit}.json`, user: `/state/${exhibit}/install.json` };
  const about = { exhibit, user: 'kiosk', content: `/srv/${exhibit}` };
  await install(ground, { steps: pending(ground, steps), root: true, records, about }, ({ id }) => done.push(id));
  return done;
}

async function uninstallAll(others: readonly string[] = [], removeUser = false) {
  const told: string[] = [];
  const removal = { part: 'machine' as Part, record: RECORD, others, removeUser };
  const found = await uninstall(ground, removal, { done: (text) => told.push(text), kept: (text) => told.push(`Kept: ${text}`) });
  return { told, found };
}

function tree(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => {
      const full = join(root, path);
      const found = lstatSync(full);
      const what = found.isSymbolicLink() ? readlinkSync(full) : found.isFile() ? readFileSync(full, 'utf8') : '';
      return `${path} ${(found.mode & 0o777).toString(8)} ${what}`;
    })
    .sort();
}

function theirs(path: string, text: string, mode = 0o644): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
  chmodSync(join(root, path), mode);
}

describe('what is installed', () => {
  it('is gone after the uninstallation, what it took the place of is back, and the second installation is as the first', async () => {
    theirs('/etc/greetd/config.toml', 'as it was\n', 0o640);
    const before = tree();
    expect(await installAll()).toEqual(['login', 'own', 'link', 'linger']);
    const installed = tree();
    expect(readFileSync(join(root, '/etc/greetd/config.toml'), 'utf8')).toBe('ours\n');
    expect((await uninstallAll()).told).toEqual(['linger undone.', 'link undone.', 'own undone.', 'login undone.']);
    expect(tree()).toEqual(before);
    await installAll();
    expect(tree()).toEqual(installed);
    expect(ran).toEqual(['loginctl enable-linger kiosk', 'loginctl disable-linger kiosk', 'loginctl enable-linger kiosk']);
  });

  it('is not touched again by a second installation', async () => {
    const files = STEPS.slice(0, 3);
    await installAll(files);
    expect(pending(ground, files)).toEqual([]);
  });

  it('keeps the first file of somebody else through a later version of ours', async () => {
    theirs('/etc/greetd/config.toml', 'as it was\n');
    await installAll();
    await installAll([step('login', file('/etc/greetd/config.toml', 'ours, newer\n'), { shared: true })]);
    await uninstallAll();
    expect(readFileSync(join(root, '/etc/greetd/config.toml'), 'utf8')).toBe('as it was\n');
  });

  it('stays where somebody has changed it since, and that is said', async () => {
    await installAll();
    theirs('/etc/greetd/config.toml', 'changed by hand\n');
    theirs('/etc/invigil/sway.d/mine', '');
    const { told } = await uninstallAll();
    expect(told).toContain('Kept: /etc/greetd/config.toml stays: it was changed after the installation.');
    expect(told).toContain('Kept: /etc/invigil/sway.d stays: it is not empty.');
    expect(readFileSync(join(root, '/etc/greetd/config.toml'), 'utf8')).toBe('changed by hand\n');
  });

  it('may be taken away twice', async () => {
    await installAll();
    await uninstallAll();
    expect(await uninstallAll()).toEqual({ told: [], found: null });
  });

  it('leaves a file of somebody else alone that only has to be there', async () => {
    theirs('/home/site.toml', 'mine\n');
    const site = step('site', { kind: 'file', path: '/home/site.toml', content: 'ours\n', mode: 0o644, keep: 'theirs' });
    expect(await installAll([site])).toEqual([]);
  });
});

describe('what is shared', () => {
  it('stays until the last exhibit that needs it goes', async () => {
    await installAll();
    // The other finds it all in place, and has a record nevertheless.
    await installAll(STEPS.slice(0, 2), 'comet');
    const comet = '/var/lib/invigil/comet.json';
    await uninstallAll([comet]);
    expect(existsSync(join(root, '/etc/greetd/config.toml'))).toBe(true);
    expect(existsSync(join(root, '/home/exhibit'))).toBe(false);
    expect(readRecord(ground, 'machine', comet)?.entries.map(({ id }) => id)).toContain('login');
    await uninstall(
      ground,
      { part: 'machine', record: comet, others: [], removeUser: false },
      { done: () => undefined, kept: () => undefined },
    );
    expect(tree()).toEqual([]);
  });
});

describe('an installation that fails', () => {
  it('has recorded what it did, so that it can be gone on with or taken back', async () => {
    failing = 'loginctl';
    await expect(installAll()).rejects.toThrow('loginctl said no');
    expect(readRecord(ground, 'machine', RECORD)?.entries.map(({ id }) => id)).toContain('link');
    failing = null;
    expect(await installAll()).toEqual(['linger']);
    failing = 'loginctl';
    await expect(uninstallAll()).rejects.toThrow('loginctl said no');
    failing = null;
    expect((await uninstallAll()).told).toHaveLength(4);
    expect(existsSync(join(root, '/var'))).toBe(false);
  });

  it('does not take what it cannot read for a record', async () => {
    theirs(RECORD, '{"version": 2}');
    await expect(installAll()).rejects.toThrow('is no record of an installation');
  });
});

it('the account goes only when that is wanted', async () => {
  const account = step('account', { kind: 'run', commands: [], undo: [{ program: 'userdel', args: ['kiosk'], as: 'root' }] });
  await installAll([account]);
  expect((await uninstallAll()).told).toEqual([]);
  await installAll([account]);
  await uninstallAll([], true);
  expect(ran).toEqual(['userdel kiosk']);
});
