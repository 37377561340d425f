/** `invigil pin` through the real command line, by script and on a terminal. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPinOf, parsePinLine } from '../../../electron/access/pin-line.ts';
import { until } from '../../support/until.ts';
import { type Place, placeForEachTest } from '../invigil.ts';

let place: Place;
placeForEachTest((made) => {
  place = made;
});

/** Runs with these lines on standard input. */
async function pin(lines: string, ...args: string[]) {
  const running = place.begin('pin', ...args);
  running.process.stdin?.end(lines);
  return running.ended;
}

const fileOf = (exhibit: string, name = 'floor') => join(place.folder, 'config/invigil', exhibit, 'secrets', `${name}.pin`);

async function isSet(file: string, wanted: string): Promise<boolean> {
  const line = parsePinLine(readFileSync(file, 'utf8'));
  return line !== null && (await isPinOf(line, wanted));
}

/** Links a content folder, as installing does. */
function install(exhibit: string, access: string, site = ''): void {
  const content = join(place.folder, `content-${exhibit}`);
  const config = join(place.folder, 'config/invigil', exhibit);
  mkdirSync(content, { recursive: true });
  mkdirSync(config, { recursive: true });
  const text = `schema = 1\n[exhibit]\nname = "${exhibit}"\n[service.core]\ncommand = "sleep 1"\n${access}`;
  writeFileSync(join(content, 'exhibit.toml'), text);
  if (site !== '') writeFileSync(join(config, 'site.toml'), site);
  symlinkSync(content, join(config, 'exhibit'));
}

const FLOOR = '[[access]]\nname = "floor"\nrole = "staff"\n';
const FLOOR_PIN = `${FLOOR}pin = { file = "secrets/floor.pin" }\n`;

describe('a PIN', () => {
  it('is set for the exhibit that runs, readable by nobody else, and the PIN itself is nowhere', async () => {
    await place.exhibit('lantern');
    const { exit, out, err } = await pin('471103\n', 'floor');
    expect(err).toBe('');
    expect(exit).toBe(0);
    const file = fileOf('lantern');
    expect(out).toContain(`The PIN of floor is set: ${file}\n`);
    expect(await isSet(file, '471103')).toBe(true);
    expect(readFileSync(file, 'utf8')).toMatch(/^scrypt\$[^\n]+\n$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(file))).toEqual(['floor.pin']);
    expect(out).not.toContain('471103');
  });

  it('is changed whole, and the folder closed that was open', async () => {
    await place.exhibit('lantern');
    mkdirSync(dirname(fileOf('lantern')), { recursive: true, mode: 0o755 });
    writeFileSync(fileOf('lantern'), 'old', { mode: 0o644 });
    expect((await pin('471103', 'floor')).exit).toBe(0);
    expect(await isSet(fileOf('lantern'), '471103')).toBe(true);
    expect(statSync(fileOf('lantern')).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(fileOf('lantern'))).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['1234\n', 'digits in a row'],
    ['12\n', '4 to 12 digits'],
    ['\n', '4 to 12 digits'],
    ['', 'No PIN was typed'],
  ])('%j is refused, and nothing is written', async (lines, why) => {
    await place.exhibit('lantern');
    const { exit, err } = await pin(lines, 'floor');
    expect(exit).toBe(1);
    expect(err).toContain(why);
    expect(existsSync(fileOf('lantern'))).toBe(false);
  });

  it('of somebody who cannot be called so is refused', async () => {
    await place.exhibit('lantern');
    const { exit, err } = await pin('471103\n', '../floor');
    expect(exit).toBe(64);
    expect(err).toContain('"../floor" cannot be the name of a person');
  });

  it('that cannot be written says so', async () => {
    install('lantern', FLOOR_PIN);
    writeFileSync(join(place.folder, 'config/invigil/lantern/secrets'), '');
    const { exit, err } = await pin('471103\n', 'floor');
    expect(exit).toBe(1);
    expect(err).toContain('The PIN could not be written');
  });
});

describe('whose', () => {
  it('is the only exhibit that is configured, when none runs', async () => {
    install('lantern', FLOOR_PIN);
    expect((await pin('471103\n', 'floor')).exit).toBe(0);
    expect(await isSet(fileOf('lantern'), '471103')).toBe(true);
  });

  it('has to be said where there are several, and -e says it', async () => {
    install('lantern', FLOOR_PIN);
    install('mirror', FLOOR_PIN);
    const { exit, err } = await pin('471103\n', 'floor');
    expect(exit).toBe(64);
    expect(err).toContain('lantern, mirror');
    expect((await pin('471103\n', 'floor', '-e', 'mirror')).exit).toBe(0);
    expect(existsSync(fileOf('mirror'))).toBe(true);
    expect(existsSync(fileOf('lantern'))).toBe(false);
  });

  it("is nobody's where no exhibit is, or not that one", async () => {
    expect(await pin('471103\n', 'floor')).toMatchObject({ exit: 1, err: expect.stringContaining('There is no exhibit here yet.') });
    install('lantern', FLOOR_PIN);
    const { exit, err } = await pin('471103\n', 'floor', '-e', 'lanten');
    expect(exit).toBe(1);
    expect(err).toContain('There is no exhibit "lanten" here. There is: lantern.');
  });
});

describe('what is still to be done', () => {
  it('is nothing where the exhibit file names the person and the file', async () => {
    install('lantern', FLOOR_PIN);
    expect((await pin('471103\n', 'floor')).out).toContain('It works from now on.');
  });

  it('is a table in site.toml where it does not, and that table is right', async () => {
    install('lantern', '');
    const { out } = await pin('471103\n', 'floor');
    const site = join(place.folder, 'config/invigil/lantern/site.toml');
    expect(out).toContain(`the exhibit file does not know floor yet. Write into ${site}:\n`);
    const table = out.slice(out.indexOf('[[access]]'), out.indexOf('Then:'));
    writeFileSync(site, table);
    expect(await place.invigil('check', '-e', 'lantern')).toMatchObject({ exit: 0 });
    expect((await pin('471103\n', 'floor')).out).toContain('It works from now on.');
  });

  it('takes care of others who are in the file', async () => {
    install('lantern', FLOOR_PIN);
    expect((await pin('471103\n', 'alice')).out).toContain('an [[access]] in site.toml takes the place of all in exhibit.toml');
  });

  it('is the key where the person has no pin, or another one', async () => {
    install('lantern', FLOOR);
    expect((await pin('471103\n', 'floor')).out).toContain('floor has no pin there yet');
    install('mirror', `${FLOOR}pin = { env = "PIN" }\n`);
    expect((await pin('471103\n', 'floor', '-e', 'mirror')).out).toContain('floor has another pin there');
  });
});

describe('on a terminal', () => {
  it('is typed twice and seen never', async () => {
    await place.exhibit('lantern');
    const running = place.beginOnTerminal('pin', 'floor');
    await until('the question', () => running.out().includes('4 to 12 digits: '), 20_000);
    running.process.stdin?.write('471103\r');
    await until('the second question', () => running.out().includes('Once more: '), 20_000);
    running.process.stdin?.write('471103\r');
    const { exit, out } = await running.ended;
    expect(exit).toBe(0);
    expect(out).not.toContain('4711');
    expect(await isSet(fileOf('lantern'), '471103')).toBe(true);
  });

  it.each([
    ['another one', '471104\r', 'That was another one'],
    ['Ctrl+C', '\x03', 'No PIN was typed'],
    ['Ctrl+D', '\x04', 'No PIN was typed'],
  ])('%s writes nothing', async (_, second, why) => {
    await place.exhibit('lantern');
    const running = place.beginOnTerminal('pin', 'floor');
    await until('the question', () => running.out().includes('4 to 12 digits: '), 20_000);
    running.process.stdin?.write('471103\r');
    await until('the second question', () => running.out().includes('Once more: '), 20_000);
    running.process.stdin?.write(second);
    const { exit, out } = await running.ended;
    expect(exit).toBe(1);
    expect(out).toContain(why);
    expect(existsSync(fileOf('lantern'))).toBe(false);
  });
});
