/** `invigil install`, `provision` and `card` through the real command line, without root: what a user may do for itself. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Place, placeForEachTest } from './invigil.ts';

let place: Place;
placeForEachTest((made) => {
  place = made;
});

const FILE = `schema = 1
[exhibit]
name = "lantern"
title = "The Lantern Room & more"
[service.display]
url = "http://127.0.0.1:3000/"
[[access]]
name = "floor"
role = "staff"
pin = { file = "secrets/floor.pin" }
`;

/** The exhibit linked as an installation does it. */
function linked(text = FILE): string {
  const [content, config] = [join(place.folder, 'content'), join(place.folder, 'config/invigil/lantern')];
  mkdirSync(content, { recursive: true });
  mkdirSync(config, { recursive: true });
  writeFileSync(join(content, 'exhibit.toml'), text);
  symlinkSync(content, join(config, 'exhibit'));
  return config;
}

function file(name: string, text: string): string {
  const path = join(place.folder, name);
  writeFileSync(path, text);
  return path;
}

describe('install', () => {
  it('ends with 78 for a wrong exhibit file, before anything else', async () => {
    const path = file('exhibit.toml', FILE.replace('url', 'urll'));
    const { exit, err } = await place.invigil('install', path, '--yes');
    expect(exit).toBe(78);
    expect(err).toContain('urll');
    expect(err).toContain('Nothing was done.');
    expect(existsSync(join(place.folder, 'config'))).toBe(false);
  });

  it('wants the file called exhibit.toml, by which it is found at boot', async () => {
    const { exit, err } = await place.invigil('install', file('other.toml', FILE), '--yes');
    expect(exit).toBe(1);
    expect(err).toContain('has to be called exhibit.toml, not other.toml');
  });
});

describe('uninstall', () => {
  it('says that there is nothing', async () => {
    const { exit, out } = await place.invigil('uninstall', '--yes', '-e', 'no-such');
    expect([exit, out.startsWith('Nothing is installed here.')]).toEqual([0, true]);
  });
});

describe('provision', () => {
  it('puts a site file in place whole, and keeps the one before', async () => {
    const config = linked();
    writeFileSync(join(config, 'site.toml'), '# as it was\n');
    const text = '[exhibit]\ntitle = "Second floor"\n';
    const { exit, out, err } = await place.invigil('provision', file('floor.toml', text), '-e', 'lantern');
    expect(err).toBe('');
    expect(exit).toBe(0);
    expect(out).toContain(`Written: ${join(config, 'site.toml')}\nThe one before: site.toml.before`);
    expect(readFileSync(join(config, 'site.toml'), 'utf8')).toBe(text);
    expect(readFileSync(join(config, 'site.toml.before'), 'utf8')).toBe('# as it was\n');
  });

  it('refuses one that does not fit the exhibit, naming the place, and leaves the one before', async () => {
    const config = linked();
    writeFileSync(join(config, 'site.toml'), '# as it was\n');
    const wrong = file('floor.toml', '[exhibit]\nname = "other"\n');
    const { exit, err } = await place.invigil('provision', wrong, '-e', 'lantern');
    expect(exit).toBe(78);
    expect(err).toContain('floor.toml:2:1  exhibit.name');
    expect(readFileSync(join(config, 'site.toml'), 'utf8')).toBe('# as it was\n');
    expect(existsSync(join(config, 'site.toml.before'))).toBe(false);
  });
});

describe('the card', () => {
  it('says how to open the overlay and who has a PIN, and needs nothing beside itself', async () => {
    linked();
    const { exit, out } = await place.invigil('card', '-e', 'lantern');
    expect(exit).toBe(0);
    expect(out).toContain('<h1>The Lantern Room &amp; more</h1>');
    expect(out).toContain('On a keyboard: Ctrl + Alt + I');
    expect(out).toContain('5 quick taps in the corner at the top left');
    expect(out).toContain('Has a PIN: floor');
    expect(out).not.toMatch(/src=|href=|@import|floor\.pin/);
  });

  it("speaks the exhibit's language, and says what is not there", async () => {
    const plain = FILE.replace('title =', 'locale = "de-CH"\ntitle =').replace(
      /\[\[access\]\].*/s,
      '[overlay]\nhotkey = "none"\ncorner = { where = "none" }\n',
    );
    linked(plain);
    const target = join(place.folder, 'card.html');
    const { exit, out, err } = await place.invigil('card', '-e', 'lantern', '--out', target);
    expect(err).toBe('');
    expect(exit).toBe(0);
    expect(out).toContain(target);
    const page = readFileSync(target, 'utf8');
    expect(page).toContain('<html lang="de">');
    expect(page).toContain('Nur von anderswo: invigil overlay');
    expect(page).toContain('Noch hat niemand eine PIN');
  });
});
