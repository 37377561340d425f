import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { healthReportSchema } from '../../electron/health/document.ts';
import { service, snapshot } from '../support/snapshot.ts';
import { until } from '../support/until.ts';
import { type Place, placeForEachTest } from './invigil.ts';

let place: Place;

placeForEachTest((made) => {
  place = made;
});

describe('health answers as monitoring plugins do', () => {
  it.each([
    ['healthy', 0, 'OK: Everything is running.'],
    ['warning', 1, 'WARNING: Everything is running, with a warning from the sound.'],
    ['error', 2, 'CRITICAL: The sound reports an error.'],
    ['fatal', 2, 'CRITICAL: The sound reports a fatal error.'],
    ['unknown', 3, 'UNKNOWN: '],
  ] as const)('%s', async (health, exit, first) => {
    const { port } = await place.exhibit('lantern');
    const state = health === 'error' || health === 'fatal' ? 'degraded' : 'running';
    port.now = snapshot({ state, health, services: [service('core'), service('audio', { health })] });
    const answer = await place.invigil('health');
    expect(answer).toMatchObject({ exit, err: '' });
    expect(answer.out.startsWith(first)).toBe(true);
    expect(answer.out).toContain(`audio  ${health}`);
  });

  it('nothing that runs is unknown', async () => {
    expect(await place.invigil('health')).toMatchObject({ exit: 3, out: expect.stringMatching(/^UNKNOWN: No exhibit is running/) });
  });

  it('--json gives the documents', async () => {
    await place.exhibit('lantern');
    const { out } = await place.invigil('health', '--json');
    expect(healthReportSchema.parse(JSON.parse(out)).services.map((one) => one.service_name)).toEqual(['core', 'audio', 'display']);
  });
});

describe('logs', () => {
  const file = (exhibit: string, name: string) => join(place.folder, 'state/invigil', exhibit, 'log', `${name}.log`);

  function write(exhibit: string, name: string, ...lines: string[]) {
    mkdirSync(join(file(exhibit, name), '..'), { recursive: true });
    writeFileSync(file(exhibit, name), lines.map((line) => `${line}\n`).join(''));
  }

  beforeEach(() => {
    write('lantern', 'core', '2026-11-21T10:00:00.000Z inv started, pid 12', '2026-11-21T10:00:01.000Z out frame 1');
    write('lantern', 'audio', '2026-11-21T10:00:00.500Z err no sound');
  });

  it('of all services by time, with nothing running', async () => {
    const { exit, out } = await place.invigil('logs');
    expect(exit).toBe(0);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => line.replace(/^\S+ \S+ +/, '')),
    ).toEqual(['core        -- started, pid 12', 'audio       no sound', 'core        frame 1']);
  });

  it('of one service, since a time, that match, for programs', async () => {
    const { out } = await place.invigil('logs', 'core', '--since', '2026-11-21T10:00:00.900Z', '--grep', 'frame', '--json');
    expect(JSON.parse(out)).toEqual({ time: '2026-11-21T10:00:01.000Z', service: 'core', stream: 'out', text: 'frame 1' });
  });

  it('follows until Ctrl+C', async () => {
    const following = place.begin('logs', 'core', '--follow');
    await until('what was there is shown', () => following.out().includes('frame 1'));
    appendFileSync(file('lantern', 'core'), '2026-11-21T10:00:02.000Z out frame 2\n');
    await until('the new line is shown', () => following.out().includes('frame 2'));
    following.process.kill('SIGINT');
    expect(await following.ended).toMatchObject({ exit: 0, err: '' });
  });

  it('of several exhibits: the one that runs, or the one that is named', async () => {
    write('tide', 'core', '2026-11-21T10:00:00.000Z out wave');
    expect(await place.invigil('logs')).toMatchObject({ exit: 64, err: expect.stringContaining('lantern, tide') });
    expect(await place.invigil('logs', '-e', 'tide')).toMatchObject({ exit: 0, out: expect.stringContaining('wave') });
    await place.exhibit('tide');
    expect(await place.invigil('logs')).toMatchObject({ exit: 0, out: expect.stringContaining('wave') });
  });

  it.each([
    [['adio'], 64, 'Did you mean "audio"?'],
    [['--since', 'yesterday'], 64, '--since "yesterday" is no time'],
    [['--grep', '('], 64, 'no regular expression'],
    [['-e', 'other'], 1, 'has not run here'],
  ])('%j is told', async (args, exit, words) => {
    expect(await place.invigil('logs', ...args)).toMatchObject({ exit, out: '', err: expect.stringContaining(words) });
  });

  it('ends quietly when its reader does', async () => {
    write(
      'lantern',
      'core',
      ...Array.from({ length: 20_000 }, (_, count) => `2026-11-21T10:00:00.000Z out line ${count} ${'x'.repeat(50)}`),
    );
    const reading = place.begin('logs', '--since', 'start');
    await until('it writes', () => reading.out() !== '');
    reading.process.stdout?.destroy();
    expect(await reading.ended).toMatchObject({ exit: 0, err: '' });
  });
});

describe('check and schema', () => {
  const good = 'schema = 1\n[exhibit]\nname = "lantern"\n[service.core]\ncommand = "true"\n';

  it('says that a file is all right', async () => {
    writeFileSync(join(place.folder, 'exhibit.toml'), good);
    expect(await place.invigil('check')).toMatchObject({ exit: 0, out: expect.stringContaining('is all right: 1 service.'), err: '' });
    expect((await place.invigil('check', '--effective')).out).toContain('name = "lantern"');
    expect(JSON.parse((await place.invigil('check', '--json')).out)).toEqual({ ok: true, problems: [], notes: [] });
  });

  it('says everything that is wrong', async () => {
    writeFileSync(join(place.folder, 'exhibit.toml'), `${good}restrt = "always"\nstop = { grace = "soon" }\n`);
    const { exit, out, err } = await place.invigil('check', place.folder);
    expect({ exit, out }).toEqual({ exit: 78, out: '' });
    expect(err).toMatch(/exhibit\.toml:6:1 .*\n.*exhibit\.toml:7:.*\n2 problems\. Mend them and check again\.\n$/);
    expect(JSON.parse((await place.invigil('check', '--json')).out)).toMatchObject({ ok: false, problems: [{ line: 6 }, { line: 7 }] });
  });

  it('checks the installed exhibit that is named', async () => {
    const content = join(place.folder, 'config/invigil/lantern/exhibit');
    mkdirSync(content, { recursive: true });
    writeFileSync(join(content, 'exhibit.toml'), good);
    expect(await place.invigil('check', '-e', 'lantern')).toMatchObject({ exit: 0 });
  });

  it('prints the JSON Schema', async () => {
    const { exit, out } = await place.invigil('schema');
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ type: 'object' });
  });
});

it('every command has one example from real life in its help', async () => {
  const names = [
    'run',
    'status',
    'start',
    'stop',
    'restart',
    'pause',
    'resume',
    'reload',
    'logs',
    'incidents',
    'support',
    'health',
    'check',
    'schema',
  ];
  for (const name of names) {
    const { exit, out } = await place.invigil(name, '--help');
    expect(exit).toBe(0);
    expect(out).toMatch(new RegExp(`Example, [^]*:\\n {2}invigil .*${name}`));
  }
});
