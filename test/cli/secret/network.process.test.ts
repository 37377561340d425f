/** `invigil password` and `invigil token` through the real command line. What they share with `invigil pin` is tested there. */
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPasswordOf } from '../../../electron/access/password.ts';
import { parsePinLine } from '../../../electron/access/pin-line.ts';
import { parseToken } from '../../../electron/access/token.ts';
import { until } from '../../support/until.ts';
import { type Place, placeForEachTest } from '../invigil.ts';

let place: Place;
placeForEachTest((made) => {
  place = made;
});

const PASSWORD = 'wet grass on mondays';
const config = (file: string) => join(place.folder, 'config/invigil/lantern', file);

/** Links a content folder, as installing does. */
function install(more: string, site = ''): void {
  const content = join(place.folder, 'content');
  mkdirSync(content, { recursive: true });
  mkdirSync(config(''), { recursive: true });
  writeFileSync(join(content, 'exhibit.toml'), `schema = 1\n[exhibit]\nname = "lantern"\n[service.core]\ncommand = "sleep 1"\n${more}`);
  writeFileSync(config('site.toml'), site);
  symlinkSync(content, config('exhibit'));
}

async function password(lines: string, name = 'alice') {
  const running = place.begin('password', name);
  running.process.stdin?.end(lines);
  return running.ended;
}

describe('a password', () => {
  it('is set, readable by nobody else, and is itself nowhere', async () => {
    install('[[access]]\nname = "alice"\nrole = "admin"\npassword = { file = "secrets/alice.password" }\n');
    const { exit, out, err } = await password(`${PASSWORD}\n`);
    expect([exit, err]).toEqual([0, '']);
    const file = config('secrets/alice.password');
    expect(out).toBe(`The password of alice is set: ${file}\nIt works from now on.\n`);
    const line = parsePinLine(readFileSync(file, 'utf8'));
    expect(line !== null && (await isPasswordOf(line, PASSWORD))).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['short', '10 to 200 characters'],
    ['Password123', 'one of the commonest passwords'],
    ['Lantern2026', 'a name with something around it'],
    ['', 'No password was typed'],
  ])('%j is refused, and nothing is written', async (typed, why) => {
    install('');
    const { exit, err } = await password(typed);
    expect(exit).toBe(1);
    expect(err).toContain(why);
    expect(existsSync(config('secrets/alice.password'))).toBe(false);
  });

  it('is typed twice on a terminal and seen never', async () => {
    install('');
    const running = place.beginOnTerminal('password', 'alice');
    await until('the question', () => running.out().includes('at least 10 characters: '), 20_000);
    running.process.stdin?.write(`${PASSWORD}\r`);
    await until('the second question', () => running.out().includes('Once more: '), 20_000);
    running.process.stdin?.write(`${PASSWORD}\r`);
    const { exit, out } = await running.ended;
    expect(exit).toBe(0);
    expect(out).not.toContain('grass');
  });

  it('of somebody new comes with the table that is missing, which is right', async () => {
    install('');
    const { out } = await password(PASSWORD);
    writeFileSync(config('site.toml'), out.slice(out.indexOf('[[access]]'), out.indexOf('Then:')));
    expect(await place.invigil('check', '-e', 'lantern')).toMatchObject({ exit: 0 });
    expect((await password(PASSWORD)).out).toContain('It works from now on.');
  });
});

describe('a token', () => {
  it('is made, kept where only its owner reads it, and shown once, alone on standard output', async () => {
    install('[[access]]\nname = "home"\nrole = "view"\ntoken = { file = "secrets/home.token" }\n');
    const { exit, out, err } = await place.invigil('token', 'home');
    expect(exit).toBe(0);
    const file = config('secrets/home.token');
    expect(out).toMatch(/^invigil_[A-Za-z0-9_-]{43}\n$/);
    expect(parseToken(readFileSync(file, 'utf8'))).toBe(out.trim());
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(err).toContain('It works from now on.');
    expect(err).not.toContain(out.trim());
    const again = await place.invigil('token', 'home');
    expect(again.out).not.toBe(out);
    expect(readFileSync(file, 'utf8')).toBe(again.out);
  });

  it.each([
    ['', 'http://127.0.0.1:7810/api/v1/status'],
    ['[dashboard]\nlisten = ["0.0.0.0:443"]\ntls = { certificate = "/c", key = "/k" }', 'https://127.0.0.1:443/api/v1/status'],
    ['[dashboard]\nlisten = ["[::1]:7"]', 'http://[::1]:7/api/v1/status'],
    ['[dashboard]\naddress = "https://lantern.example.org"', 'https://lantern.example.org/api/v1/status'],
  ])('comes with the lines that are missing and one to try it: %j', async (site, address) => {
    install('', site);
    const { err } = await place.invigil('token', 'home');
    expect(err).toContain(`curl -H "Authorization: Bearer $(cat ${config('secrets/home.token')})" ${address}\n`);
    expect(err).toContain('[[access]]\nname = "home"\nrole = "view"    # or "staff", or "admin"\ntoken = { file = "secrets/home.token" }');
  });

  it('says so where nothing takes one', async () => {
    install('[dashboard]\nlisten = []\n');
    expect((await place.invigil('token', 'home')).err).toContain('The dashboard is switched off');
  });
});
