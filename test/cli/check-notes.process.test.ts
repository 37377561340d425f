import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makePinLine } from '../../electron/access/pin-line.ts';
import { notesOn } from '../../electron/cli/check-notes.ts';
import { loadExhibit } from '../../electron/config/index.ts';
import { exhibitOf, exhibitWith } from '../config/support.ts';

let folder = '';
const limited = exhibitOf(exhibitWith('limits.cpu = "50%"'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inv-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function manager(controllers: string): void {
  const user = process.getuid?.() ?? 0;
  const own = join(folder, 'user.slice', `user-${user}.slice`, `user@${user}.service`);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'cgroup.controllers'), `${controllers}\n`);
}

describe('limits', () => {
  test('one of the processor is told as useless where nobody can keep it', async () => {
    expect(await notesOn(limited, folder)).toEqual([
      expect.stringMatching(/^service\.core\.limits\.cpu does nothing here: no service manager/),
    ]);
    manager('memory pids');
    expect(await notesOn(limited, folder)).toEqual([expect.stringContaining('(it has: memory, pids)')]);
  });

  test('nothing is told where it works, or where nobody asks for it', async () => {
    expect(await notesOn(exhibitOf(exhibitWith('')), folder)).toEqual([]);
    manager('cpu memory pids');
    expect(await notesOn(limited, folder)).toEqual([]);
  });
});

describe('the overlay', () => {
  const pin = '[[access]]\nname = "floor"\nrole = "staff"\npin = { file = "secrets/floor.pin" }\n';
  const env = pin.replace('file = "secrets/floor.pin"', 'env = "FLOOR_PIN"');
  const wall = '[service.wall]\nrole = "display"\ncommand = "wall"\n';
  const screen = '[service.screen]\nurl = "http://127.0.0.1/"\n';

  test('keys and taps do not reach it over a program', async () => {
    const note =
      'service.wall is a program of its own: over it neither hotkey nor corner taps open the overlay. Bind a key of the compositor to `invigil overlay`.';
    expect(await notesOn(exhibitOf(exhibitWith(wall + screen + env)), folder)).toEqual([note]);
    expect(await notesOn(exhibitOf(exhibitWith(`${wall}${env}[overlay]\nhotkey = "none"`)), folder)).toEqual([note]);
    expect(await notesOn(exhibitOf(exhibitWith(`${wall}${env}[overlay]\nhotkey = "none"\ncorner.where = "none"`)), folder)).toEqual([]);
    expect(await notesOn(exhibitOf(exhibitWith(screen + env)), folder)).toEqual([]);
  });

  test('nobody can sign in where there is no PIN', async () => {
    const note = (name: string) => `Nobody can sign in on the screen: no [[access]] has a pin. \`invigil pin ${name}\` makes one.`;
    expect(await notesOn(exhibitOf(exhibitWith(screen)), folder)).toEqual([note('floor')]);
    const people = '[[access]]\nname = "eve"\nrole = "view"\n[[access]]\nname = "ann"\nrole = "staff"\n';
    expect(await notesOn(exhibitOf(exhibitWith(screen + people)), folder)).toEqual([note('ann')]);
    expect(await notesOn(exhibitOf(exhibitWith('')), folder)).toEqual([]);
  });

  test('a PIN that is not there, is none, or is open to others', async () => {
    writeFileSync(join(folder, 'exhibit.toml'), exhibitWith(screen + pin));
    const notes = async () => {
      const loaded = await loadExhibit({ path: folder, configHome: folder });
      if (!loaded.ok) throw new Error('not a right exhibit');
      return notesOn(loaded.exhibit, folder);
    };
    const file = join(folder, 'invigil/lantern/secrets/floor.pin');
    const help = 'Write it with: invigil pin floor.';
    expect(await notes()).toEqual([`floor cannot sign in on the screen: ${file} is not there. ${help}`]);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '8341\n', { mode: 0o600 });
    expect(await notes()).toEqual([`floor cannot sign in on the screen: ${file} holds no line of a PIN. ${help}`]);
    writeFileSync(file, `${await makePinLine('8341')}\n`);
    expect(await notes()).toEqual([]);
    chmodSync(file, 0o640);
    expect(await notes()).toEqual([`${file} can be read by other accounts: chmod 600 ${file}`]);
  });
});
