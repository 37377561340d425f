import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { formatEffective, formatProblems, loadExhibit, readEnvironmentFile } from '../../electron/config/index.ts';
import { exhibitWith } from './support.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-config-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const write = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
};
const load = async (path = folder) => {
  const loaded = await loadExhibit({ path, configHome: join(folder, 'config') });
  return loaded.ok ? loaded.exhibit : formatProblems(loaded.problems, folder);
};

describe('the files of an exhibit', () => {
  test('by the folder or by the file, relative or absolute', async () => {
    const file = write('exhibit.toml', exhibitWith(''));
    for (const path of [folder, `${folder}/`, file, join('/', '..', file)])
      expect(await load(path)).toMatchObject({ name: 'lantern', file, folder });
    const other = write('other.toml', exhibitWith(''));
    expect(await load(other)).toMatchObject({ file: other });
  });

  test('the site file is looked for by the name of the exhibit', async () => {
    write('exhibit.toml', exhibitWith(''));
    write('config/invigil/lantern/site.toml', 'exhibit.title = "Here"');
    write('config/invigil/other/site.toml', 'exhibit.title = "There"');
    expect(await load()).toMatchObject({ title: 'Here' });
  });

  test('and in XDG_CONFIG_HOME', async () => {
    write('exhibit.toml', exhibitWith(''));
    write('xdg/invigil/lantern/site.toml', 'exhibit.title = "Xdg"');
    vi.stubEnv('XDG_CONFIG_HOME', join(folder, 'xdg'));
    expect(await loadExhibit({ path: folder })).toMatchObject({ exhibit: { title: 'Xdg' } });
  });

  test('a byte order mark is no fault', async () => {
    write('exhibit.toml', `\uFEFF${exhibitWith('restart = 5')}`);
    expect(await load()).toMatch(/^exhibit\.toml:6:11 /);
  });

  test('one that is not there', async () => {
    const hint = 'found no such file, wanted an exhibit file; `invigil init` writes one';
    expect(await load()).toBe(`exhibit.toml:1:1  ${hint}`);
    expect(await load(join(folder, 'no', 'where.toml'))).toBe(`no/where.toml:1:1  ${hint}`);
  });

  test('ones that cannot be an exhibit file', async () => {
    write('large.toml', Buffer.alloc(1024 * 1024 + 1, '#'));
    expect(await load(join(folder, 'large.toml'))).toBe('large.toml:1:1  found a file of more than 1 MiB, wanted a file of at most 1 MiB');
    write('long.toml', '\n'.repeat(20_000));
    expect(await load(join(folder, 'long.toml'))).toBe(
      'long.toml:1:1  found a file of more than 20000 lines, wanted a file of at most 20000 lines',
    );
    write('latin1.toml', Buffer.from('schema = 1\n# caf\xe9\n', 'latin1'));
    const latin1 = 'found a character that is not UTF-8, wanted a file saved as UTF-8 (the editor offers it under "encoding")';
    expect(await load(join(folder, 'latin1.toml'))).toBe(`latin1.toml:2:6  ${latin1}`);
    mkdirSync(join(folder, 'sub', 'exhibit.toml'), { recursive: true });
    expect(await load(join(folder, 'sub'))).toBe('sub/exhibit.toml:1:1  found a folder or device, wanted a text file');
    execFileSync('mkfifo', [join(folder, 'pipe.toml')]);
    expect(await load(join(folder, 'pipe.toml'))).toBe('pipe.toml:1:1  found a folder or device, wanted a text file');
  });

  test('a file of exactly the limit is read', async () => {
    const text = exhibitWith('');
    write('exhibit.toml', text + '#'.repeat(1024 * 1024 - text.length));
    expect(await load()).toMatchObject({ name: 'lantern' });
  });

  test('a site file that cannot be read is a problem beside those of the exhibit', async () => {
    write('exhibit.toml', exhibitWith('restart = 5'));
    mkdirSync(join(folder, 'config/invigil/lantern/site.toml'), { recursive: true });
    expect(await load()).toBe(
      [
        'exhibit.toml:6:11  service.core.restart: found the number 5, wanted one of "always", "on-failure" or "never"',
        'config/invigil/lantern/site.toml:1:1  found a folder or device, wanted a text file',
      ].join('\n'),
    );
  });
});

describe('headers that are secrets', () => {
  const page = (headers: string) => exhibitWith(`[service.display]\nurl = "http://a/"\n[service.display.headers]\n${headers}`);
  const headersOf = async () => {
    const loaded = await loadExhibit({ path: folder, configHome: join(folder, 'config') });
    return loaded.ok
      ? loaded.exhibit.services.find(({ name }) => name === 'display')?.page.headers
      : formatProblems(loaded.problems, folder);
  };

  test('are read from beside the site file and from the environment, and are in no file that is shown', async () => {
    const file = write('exhibit.toml', page('X-Plain = "a"\nAuthorization = { file = "secrets/key" }'));
    write('config/invigil/lantern/site.toml', '[service.display.headers]\nX-Api-Key = { env = "INVIGIL_TEST_KEY" }');
    write('config/invigil/lantern/secrets/key', 'Bearer b8341\n');
    vi.stubEnv('INVIGIL_TEST_KEY', 'c8341');
    expect(await headersOf()).toEqual({ 'X-Plain': 'a', Authorization: 'Bearer b8341', 'X-Api-Key': 'c8341' });
    const loaded = await loadExhibit({ path: file, configHome: join(folder, 'config') });
    if (!loaded.ok) throw new Error('not a right exhibit');
    for (const json of [true, false]) expect(formatEffective(loaded.effective, { json })).not.toContain('8341');
  });

  test('that cannot be read or sent are problems with their place, and never with what they hold', async () => {
    write(
      'exhibit.toml',
      page('A = { file = "secrets/none" }\nB = { file = "secrets/two" }\nC = { env = "INVIGIL_TEST_NONE" }\nD = { file = "/empty" }'),
    );
    write('config/invigil/lantern/secrets/two', 'b8341\nb8341\n');
    const rest = 'with the value of the header: one line of 1 to 4096 ASCII characters';
    const secrets = join(folder, 'config/invigil/lantern/secrets');
    expect(await headersOf()).toBe(
      [
        `exhibit.toml:9:5  service.display.headers.A: found no file of this name, wanted the file ${secrets}/none ${rest}`,
        `exhibit.toml:10:5  service.display.headers.B: found a secret that no header can have, wanted the file ${secrets}/two ${rest}`,
        `exhibit.toml:11:5  service.display.headers.C: found the variable INVIGIL_TEST_NONE, which is not set here, wanted the variable INVIGIL_TEST_NONE ${rest}`,
        `exhibit.toml:12:5  service.display.headers.D: found no file of this name, wanted the file /empty ${rest}`,
      ].join('\n'),
    );
  });
});

describe('environment files', () => {
  const parse = async (text: string) => {
    const result = await readEnvironmentFile(write('.env', text));
    return result.ok ? result.variables : formatProblems(result.problems, folder);
  };

  test('values, quotes, comments', async () => {
    const text = '# c\n\nA=1\n export B = "x y" # c\nC=\'it\'\nD=\nE="two\nlines"\nF=a=b\r\n';
    expect(await parse(text)).toEqual({ A: '1', B: 'x y', C: 'it', D: '', E: 'two\nlines', F: 'a=b' });
  });

  test('all problems at once, no value in them', async () => {
    expect(await parse('A=1\nsecret\n2B=secret\n  C D=secret\nE="secret\nF=2')).toBe(
      [
        '.env:2:1  found a line without "=", wanted NAME=value, or a comment that begins with #',
        '.env:3:1  2B: found a name that no variable can have, wanted a name of letters, digits and _, like LOG_LEVEL',
        '.env:4:3  found a line without "=", wanted NAME=value, or a comment that begins with #',
        '.env:5:1  E: found a value whose closing quote is missing, wanted a quote at its end',
      ].join('\n'),
    );
  });

  test('one that is not there', async () => {
    const result = await readEnvironmentFile(join(folder, 'none'));
    expect(result.ok ? '' : formatProblems(result.problems, folder)).toBe(
      'none:1:1  found no file of this name, wanted a text file that the user of the exhibit may read',
    );
  });
});
