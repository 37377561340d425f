/** PINs in real files, and a disk that hangs. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccess } from '../../electron/access/access.ts';
import { FRESH } from '../../electron/access/kept.ts';
import { Ledger } from '../../electron/access/ledger.ts';
import { readPins } from '../../electron/access/pins.ts';
import { cheapLine, somebody } from './lines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-pins-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function read(file: string) {
  const told: string[] = [];
  const pins = await readPins([{ name: 'floor', pin: { file } }], {}, (text) => told.push(text));
  return { names: pins.map(({ name }) => name), told };
}

describe('the file of a PIN', () => {
  it('is read through a link too', async () => {
    const file = join(folder, 'floor.pin');
    writeFileSync(join(folder, 'elsewhere'), `${cheapLine('4711')}\n`);
    symlinkSync(join(folder, 'elsewhere'), file);
    expect(await read(file)).toEqual({ names: ['floor'], told: [] });
  });

  it.each<[string, (file: string) => void, string]>([
    ['is missing', () => undefined, 'is not there'],
    ['is a folder', (file) => mkdirSync(file), 'cannot be read: it is no file'],
    ['is a FIFO', (file) => execFileSync('mkfifo', [file]), 'cannot be read: it is no file'],
    ['is empty', (file) => writeFileSync(file, ''), 'holds no line of a PIN'],
    ['holds the PIN itself', (file) => writeFileSync(file, '4711\n'), 'holds no line of a PIN'],
    ['is huge', (file) => writeFileSync(file, cheapLine('4711').padEnd(10_000_000)), 'holds no line of a PIN'],
    ['would take the machine down', (file) => writeFileSync(file, cheapLine('4711').replace('$1024$', '$1073741824$')), 'holds no line'],
  ])('that %s is told, with what to do', async (_, make, what) => {
    const file = join(folder, 'floor.pin');
    make(file);
    const { names, told } = await read(file);
    expect(names).toEqual([]);
    expect(told).toEqual([expect.stringContaining(`floor cannot sign in on the screen: ${file} ${what}`)]);
    expect(told.join()).toMatch(/Write it with: invigil pin floor$/);
    expect(told.join()).not.toContain('4711');
  });
});

describe('a disk that hangs', () => {
  it('keeps nobody from signing in', async () => {
    const told: string[] = [];
    const ledger = new Ledger({
      kept: FRESH,
      save: () => new Promise(() => undefined),
      monotonicMs: () => performance.now(),
      log: (_, text) => told.push(text),
    });
    const access = createAccess({
      people: () => [somebody('floor', 'staff', { pin: { env: 'PIN' } })],
      environment: { PIN: cheapLine('4711') },
      ledger,
      uptimeMs: () => performance.now(),
      audit: () => undefined,
      lockout: () => undefined,
      log: (_, text) => told.push(text),
    });
    expect(await access.signIn('4711')).toMatchObject({ outcome: 'done' });
    expect(told).toEqual(['wrong PINs and passwords are counted in memory only, until the supervisor ends: it takes longer than 2 s']);
    await ledger.close();
  });
});
