/** `init` in folders as people have them, through the real command line. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../../../electron/cli/init/look.ts';
import { until } from '../../support/until.ts';
import { type Place, placeForEachTest } from '../invigil.ts';

let place: Place;

placeForEachTest((made) => {
  place = made;
});

/** A folder with these files; a text that begins with #! is executable. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(place.folder, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
    if (text.startsWith('#!')) chmodSync(join(path, file), 0o755);
  }
  return path;
}

const MAIN = 'if __name__ == "__main__":\n    run()\n';

describe('what is found', () => {
  const commands = (files: Readonly<Record<string, string>>) =>
    Object.fromEntries(lookAt(folder('x', files)).programs.map(({ name, command }) => [name, command.join(' ')]));

  it.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
    ['Python programs', { 'main.py': '', 'audio.py': MAIN, 'helper.py': 'x = 1' }, { core: 'python3 main.py', audio: 'python3 audio.py' }],
    ['a virtual environment', { 'core.py': '', '.venv/bin/python': '' }, { core: '.venv/bin/python core.py' }],
    ['a uv project', { 'app.py': '', 'uv.lock': '', '.venv/bin/python': '' }, { core: 'uv run app.py' }],
    ['a start script', { 'package.json': '{"scripts":{"start":"node server.js"}}' }, { core: 'npm start' }],
    ['another package manager', { 'package.json': '{"scripts":{"start":"x"}}', 'pnpm-lock.yaml': '' }, { core: 'pnpm start' }],
    [
      'an Electron program',
      { 'package.json': '{"scripts":{"start":"electron ."},"devDependencies":{"electron":"1"}}' },
      { display: 'npm start' },
    ],
    ['executables', { 'leds.sh': '#!/bin/sh', 'notes.txt': 'x' }, { leds: './leds.sh' }],
    ['two of one name', { 'main.py': '', 'app.py': '' }, { core: 'python3 main.py', app: 'python3 app.py' }],
    ['a package.json that is none', { 'package.json': '{"scripts":' }, {}],
    ['nothing', {}, {}],
  ])('%s', (_, files, expected) => {
    expect(commands(files)).toEqual(expected);
  });

  it.each<[string, Readonly<Record<string, string>>, string | null]>([
    ['of a script', { 'package.json': '{"scripts":{"start":"vite preview --port 4173"}}' }, 'http://127.0.0.1:4173/'],
    ['of a tool', { 'package.json': '{"scripts":{"start":"vite"},"devDependencies":{"vite":"8"}}' }, 'http://127.0.0.1:5173/'],
    ['of a server', { 'core.py': 'app.run(port=8123)' }, 'http://127.0.0.1:8123/'],
    [
      'of a server in JavaScript',
      { 'package.json': '{"scripts":{"start":"node server.js"}}', 'server.js': 'http.listen(4711)' },
      'http://127.0.0.1:4711/',
    ],
    ['that lies there', { 'index.html': '<title>Tide</title>' }, 'file:///'],
    [
      'that an Electron program shows itself',
      { 'package.json': '{"scripts":{"start":"electron ."},"dependencies":{"electron":"1"}}', 'index.html': '' },
      null,
    ],
  ])('the page %s', (_, files, expected) => {
    const { page } = lookAt(folder('x', files));
    if (expected === 'file:///') expect(page).toBe(`file://${place.folder}/x/index.html`);
    else expect(page).toBe(expected);
  });
});

describe('the file', () => {
  it('passes check, says what to do next, and is never overwritten', async () => {
    const path = folder('My Exhibit!', {
      'core.py': MAIN,
      'audio.py': MAIN,
      'leds.sh': '#!/bin/sh',
      'index.html': '<title>The "Lantern" Room</title>',
    });
    const written = await place.invigil('init', '--yes', path);
    expect(written).toMatchObject({ exit: 0, err: '', out: expect.stringContaining('invigil try -- python3 core.py') });
    const text = readFileSync(join(path, 'exhibit.toml'), 'utf8');
    expect(text).toContain('name = "my-exhibit"');
    expect(text).toContain('title = "The \\"Lantern\\" Room"');
    expect(await place.invigil('check', path)).toMatchObject({ exit: 0, out: expect.stringContaining('4 services') });

    expect(await place.invigil('init', '--yes', path)).toMatchObject({ exit: 1, err: expect.stringContaining('stays as it is') });
    expect(readFileSync(join(path, 'exhibit.toml'), 'utf8')).toBe(text);
  });

  it.each(['###', 'shell', '-', 'Ä'.repeat(50), 'a\nb "c" \\d'])('of a folder called %j passes check', async (name) => {
    const path = folder(name, { 'display.py': '', 'main.py': MAIN, 'index.html': '' });
    expect(await place.invigil('init', '--yes', path)).toMatchObject({ exit: 0, err: '' });
    expect(await place.invigil('check', path)).toMatchObject({ exit: 0, err: '' });
  });

  it('is not written where there is nothing to run, no folder, or nobody to ask', async () => {
    const path = folder('empty', {});
    expect(await place.invigil('init', '--yes', path)).toMatchObject({ exit: 1, err: expect.stringContaining('Nothing was found') });
    expect(await place.invigil('init', '--yes', join(path, 'no'))).toMatchObject({
      exit: 1,
      err: expect.stringContaining('There is no folder'),
    });
    expect(await place.invigil('init', path)).toMatchObject({ exit: 64, err: expect.stringContaining('invigil init --yes') });
  });
});

describe('on a terminal', () => {
  it('asks, takes what is typed, and writes', async () => {
    const path = folder('lantern', { 'core.py': '' });
    const asking = place.beginOnTerminal('init', path);
    const answer = async (question: string, text: string) => {
      await until(question, () => asking.out().includes(question), 20_000);
      asking.process.stdin?.write(text);
    };
    await answer('Name [lantern]:', 'tide\n');
    await answer('Title [Lantern]:', '\n');
    await answer('Which run?', '\n');
    await answer('Page to show', '3000\n');
    expect(await asking.ended).toMatchObject({ exit: 0 });
    expect(readFileSync(join(path, 'exhibit.toml'), 'utf8')).toMatch(/name = "tide"[\s\S]*url = "http:\/\/127\.0\.0\.1:3000\/"/);
  });

  it('Ctrl+C writes nothing', async () => {
    const path = folder('lantern', { 'core.py': '' });
    const asking = place.beginOnTerminal('init', path);
    await until('it asks', () => asking.out().includes('Name [lantern]:'), 20_000);
    asking.process.stdin?.write('\u0003');
    expect(await asking.ended).toMatchObject({ exit: 1, out: expect.stringContaining('Nothing was written.') });
    expect(await place.invigil('check', path)).toMatchObject({ exit: 78 });
  });
});
