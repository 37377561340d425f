import { describe, expect, it } from 'vitest';
import { type Ground, groundOf, isLeftAlone, isSource, restartedBy } from '../../electron/supervisor/watched-service.ts';

type What = string | readonly string[];

/** A service in `/x`; a string is the address of a page. */
function ground(name: string, what: What, directory = '/x'): Ground | null {
  const [command, url] = typeof what === 'string' ? [null, what] : [what, null];
  return groundOf({ name, directory, command, url, environmentFile: null });
}

const grounds = (services: Readonly<Record<string, What>>) =>
  Object.entries(services)
    .map(([name, what]) => ground(name, what))
    .filter((one) => one !== null);

const python = (file: string) => ['python3', file];

describe('a changed file', () => {
  const beside = grounds({ core: python('core.py'), audio: python('audio.py') });

  it.each([
    ['/x/core.py', ['core']],
    ['/x/audio.py', ['audio']],
    ['/x/util.py', ['core', 'audio']],
    ['/x/lib/deep/util.py', ['core', 'audio']],
    ['/x/shaders/sky.glsl', ['core', 'audio']],
    ['/elsewhere/util.py', []],
    ['/xy/util.py', []],
    ['/x/beat.json', []],
    ['/x/core.log', []],
    ['/x/data.sqlite', []],
    ['/x/core.pyc', []],
    ['/x/exhibit.toml', []],
  ])('beside core.py and audio.py: %s restarts %j', (path, restarted) => {
    expect(restartedBy(path, beside)).toEqual(restarted);
  });

  const apart = grounds({ core: python('core/main.py'), audio: python('audio/main.py') });

  it.each([
    ['/x/core/main.py', ['core']],
    ['/x/core/frames.py', ['core']],
    ['/x/audio/mix/bus.py', ['audio']],
    ['/x/shared/util.py', ['core', 'audio']],
    ['/x/util.py', ['core', 'audio']],
  ])('where each has a folder of its own: %s restarts %j', (path, restarted) => {
    expect(restartedBy(path, apart)).toEqual(restarted);
  });

  const above = grounds({ core: python('core.py'), audio: python('audio/main.py') });

  it.each([
    ['/x/audio/bus.py', ['core', 'audio']],
    ['/x/util.py', ['core', 'audio']],
  ])('where one may use what the other is made of: %s restarts %j', (path, restarted) => {
    expect(restartedBy(path, above)).toEqual(restarted);
  });

  const paged = grounds({ core: python('core.py'), display: 'file:///x/page/index.html', other: 'http://127.0.0.1:3000/' });

  it.each([
    ['/x/page/index.html', ['display']],
    ['/x/page/style.css', ['display']],
    ['/x/page/parts/sky.js', ['display']],
    ['/x/core.py', ['core']],
    ['/x/util.py', ['core']],
    ['/x/page/helper.py', []],
  ])('beside a page: %s restarts %j', (path, restarted) => {
    expect(restartedBy(path, paged)).toEqual(restarted);
  });

  it('of a page in the folder of a program restarts both', () => {
    const both = grounds({ core: ['node', 'core.mjs'], display: 'file:///x/index.html' });
    expect(restartedBy('/x/util.mjs', both)).toEqual(['core', 'display']);
    expect(restartedBy('/x/core.mjs', both)).toEqual(['core']);
  });
});

describe('the files that a command names', () => {
  it.each<[readonly string[], string, readonly string[]]>([
    [['uv', 'run', 'core.py'], '/x/core.py', ['core']],
    [['venv/bin/python', '-u', 'src/core.py', '--fast'], '/x/src/core.py', ['core']],
    [['venv/bin/python', '-u', 'src/core.py'], '/x/venv/bin/python', ['core']],
    [['./build/core'], '/x/build/core', ['core']],
    [['/opt/core', 'a'], '/opt/core', ['core']],
    [['core', '--log', './out'], '/x/out', []],
    [['./build/core', '--state', 'state.json'], '/x/state.json', []],
    [['python3', '-m', 'exhibit.core'], '/x/exhibit/core.py', ['core']],
    [['python3', '-m', 'exhibit'], '/x/exhibit/__main__.py', ['core']],
    [['gunicorn', '--config=conf/gunicorn.py', 'app'], '/x/conf/gunicorn.py', ['core']],
    [['sh', '-c', 'cd sub && exec python3 "core.py" >out.log'], '/x/sub/core.py', ['core']],
    [['sh', '-c', 'cd sub && exec ./build/core --fast'], '/x/sub/build/core', ['core']],
    [['sh', '-c', 'cd sub; cat ./out'], '/x/sub/out', []],
  ])('%j: %s restarts %j', (command, path, restarted) => {
    expect(restartedBy(path, grounds({ core: command, other: ['other'] }).slice(0, 1))).toEqual(restarted);
  });

  it('where it names none, every source in its folder is its own', () => {
    const [npm] = grounds({ core: ['npm', 'start'] });
    expect(npm?.homes).toEqual(['/x']);
    expect(restartedBy('/x/src/a.ts', npm ? [npm] : [])).toEqual(['core']);
    expect(ground('core', ['sh', '-c', 'cd web && npm start'])?.homes).toEqual(['/x/web']);
  });

  it('a page from a server has none', () => {
    expect(ground('display', 'http://127.0.0.1:3000/')).toBeNull();
  });
});

it.each(['core.py', 'a.so', 'a.so.1', 'a.mts.ts', 'pyproject.toml', 'x.frag'])('%s is a source', (name) => {
  expect(isSource(`/x/${name}`)).toBe(true);
});

it.each(['site.toml', 'exhibit.toml', 'a.json', 'a.sock', 'py', 'core.py~', '.core.py.swp', 'a.db-journal', '4913'])(
  '%s is none',
  (name) => {
    expect(isSource(`/x/${name}`)).toBe(false);
  },
);

it.each([
  ['.git', true],
  ['.venv', true],
  ['node_modules', true],
  ['__pycache__', true],
  ['src', false],
  ['build', false],
])('the folder %s is left alone: %j', (name, alone) => {
  expect(isLeftAlone(name)).toBe(alone);
});
