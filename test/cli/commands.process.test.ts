import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statusSchema } from '../../electron/documents/status.ts';
import { service, snapshot } from '../support/snapshot.ts';
import { until } from '../support/until.ts';
import { type Place, placeForEachTest } from './invigil.ts';

let place: Place;

placeForEachTest((made) => {
  place = made;
});

describe('status', () => {
  it('for people', async () => {
    await place.exhibit('lantern');
    const { exit, out, err } = await place.invigil('status');
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatch(/^Everything is running\.\n\nService {2}State/);
  });

  it('for programs', async () => {
    await place.exhibit('lantern');
    const { exit, out } = await place.invigil('status', '--json');
    expect(exit).toBe(0);
    expect(statusSchema.parse(JSON.parse(out))).toMatchObject({ schema: 1, exhibit: 'lantern', state: 'running' });
  });

  it('goes on with every change, and through an end of the supervisor, until Ctrl+C', async () => {
    const { port, api } = await place.exhibit('lantern');
    const watching = place.begin('status', '--watch');
    await until('the first is shown', () => watching.out().includes('Everything is running.'));
    port.change('audio', { state: 'backing-off', reason: 'exit status 1', attempts: 1, nextTryMs: 2_000 });
    await until('the change is shown', () => watching.out().includes('The sound has stopped. Restarted once, trying again in 2 s.'));
    await api.close();
    await until('its end is shown', () => watching.out().includes('Waiting for it.'));
    await place.exhibit('lantern');
    await until('it is found again', () => watching.out().trim().endsWith('Reboots left: 2.'));
    watching.process.kill('SIGINT');
    expect(await watching.ended).toMatchObject({ exit: 0, err: '' });
  });
});

describe('which exhibit', () => {
  it('none runs: says so, and how to start one', async () => {
    expect(await place.invigil('status')).toMatchObject({
      exit: 69,
      out: '',
      err: expect.stringContaining('Start one with: invigil run PATH'),
    });
  });

  it('a supervisor that ends in the midst of its answer is not running, and no bug', async () => {
    const runtime = join(place.folder, 'run/invigil/lantern');
    mkdirSync(runtime, { recursive: true });
    const dying = createServer((_, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('{"title":', () => response.destroy());
    });
    await new Promise<void>((resolve) => dying.listen(join(runtime, 'control.sock'), resolve));
    try {
      expect(await place.invigil('status')).toMatchObject({ exit: 69, err: expect.stringContaining('has ended before it answered') });
    } finally {
      await new Promise((resolve) => dying.close(resolve));
    }
  });

  it('the socket of a killed supervisor is none that runs', async () => {
    const runtime = join(place.folder, 'run/invigil/lantern');
    mkdirSync(runtime, { recursive: true });
    writeFileSync(join(runtime, 'control.sock'), '');
    expect(await place.invigil('status')).toMatchObject({ exit: 69, err: expect.stringContaining('"lantern" is not running') });
    await place.exhibit('tide');
    expect(await place.invigil('status')).toMatchObject({ exit: 0 });
  });

  it('several run: lists them, and takes the one that is named, before or behind the command', async () => {
    await place.exhibit('lantern');
    const tide = await place.exhibit('tide');
    tide.port.now = snapshot({ exhibit: 'tide', state: 'closed' });
    expect(await place.invigil('status')).toMatchObject({ exit: 64, err: expect.stringContaining('lantern, tide') });
    expect(await place.invigil('status', '-e', 'tide')).toMatchObject({ exit: 0, out: expect.stringContaining('Closed.') });
    expect(await place.invigil('--exhibit=tide', 'status')).toMatchObject({ exit: 0, out: expect.stringContaining('Closed.') });
    expect(await place.invigil('-e', 'other', 'status')).toMatchObject({ exit: 69, err: expect.stringContaining('lantern, tide') });
  });
});

describe('start, stop, restart', () => {
  it('restart waits until it is ready and says so', async () => {
    const { port, audit } = await place.exhibit('lantern');
    port.react = () => {
      port.change('audio', { state: 'starting', instance: 'audio-2' });
      setTimeout(() => port.change('audio', { state: 'running', since: new Date().toISOString() }), 100);
    };
    const { exit, out, err } = await place.invigil('restart', 'audio');
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatch(/^The sound is running again \([\d.]+ s\)\.\n$/);
    expect(port.asked[0]).toEqual({ command: { name: 'restart', service: 'audio' }, by: expect.stringMatching(/ \(cli\)$/) });
    expect(audit).toHaveLength(1);
  });

  it('a start that fails says why and where to look', async () => {
    const { port } = await place.exhibit('lantern');
    port.now = snapshot({ services: [service('audio', { state: 'stopped', stoppedBy: 'person' })] });
    port.react = () => port.change('audio', { state: 'failed', stoppedBy: null, reason: 'there is no program "play"', nextTryMs: 60_000 });
    const { exit, out, err } = await place.invigil('start', 'audio');
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toBe('The sound: there is no program "play"; trying again in 1 min.\nWhat it said last: invigil logs audio\n');
  });

  it('stop of the whole exhibit', async () => {
    const { port } = await place.exhibit('lantern');
    port.react = () => {
      for (const name of ['core', 'audio', 'display']) port.change(name, { state: 'stopped', stoppedBy: 'person' });
    };
    expect(await place.invigil('stop')).toMatchObject({ exit: 0, out: expect.stringMatching(/^Everything has stopped \(/) });
  });

  it('Ctrl+C ends the waiting only', async () => {
    const { port } = await place.exhibit('lantern');
    const stopping = place.begin('stop', 'audio');
    await until('it was asked for', () => port.asked.length === 1);
    port.change('audio', { state: 'stopping' });
    stopping.process.kill('SIGINT');
    expect(await stopping.ended).toMatchObject({ exit: 0, err: expect.stringContaining('goes on') });
    expect(port.asked).toHaveLength(1);
  });

  it('a supervisor that ends meanwhile is told', async () => {
    const { port, api } = await place.exhibit('lantern');
    const stopping = place.begin('stop', 'audio');
    await until('it was asked for', () => port.asked.length === 1);
    await api.close();
    expect(await stopping.ended).toMatchObject({ exit: 69 });
  });

  it.each([
    [['stop', 'adio'], 64, 'Did you mean "audio"?'],
    [['stop', 'audio', 'core'], 64, 'too many arguments'],
    [['pause', '--for', 'soon'], 64, 'a duration like 30s'],
    [['pause', '--fr', '5m'], 64, 'Did you mean --for'],
    [['restrat'], 64, 'Did you mean restart?'],
    [[], 64, 'Usage: invigil'],
  ])('%j is refused', async (args, exit, words) => {
    const { port } = await place.exhibit('lantern');
    expect(await place.invigil(...args)).toMatchObject({ exit, out: '', err: expect.stringContaining(words) });
    expect(port.asked).toEqual([]);
  });

  it('what the supervisor refuses is told with its reason', async () => {
    const { port } = await place.exhibit('lantern');
    port.refusal = 'Safe mode: resume first.';
    expect(await place.invigil('start')).toEqual({ exit: 1, out: '', err: 'Safe mode: resume first.\n' });
  });

  it('an answer that this version does not know is told', async () => {
    const { port } = await place.exhibit('lantern');
    port.reloaded = { ok: true, changed: [] };
    Object.defineProperty(port.reloaded, 'changed', { value: 'audio' });
    expect(await place.invigil('reload')).toMatchObject({ exit: 1, err: expect.stringContaining('different versions') });
  });
});

describe('pause, resume, reload', () => {
  it('pause says for how long, and how to end it', async () => {
    const { port } = await place.exhibit('lantern');
    port.react = () => {
      port.now = snapshot({ state: 'paused', pausedUntil: new Date(Date.now() + 1_799_000).toISOString() });
    };
    expect(await place.invigil('pause', '--for', '30m')).toEqual({
      exit: 0,
      out: 'Paused for 30 more minutes. To end it: invigil resume\n',
      err: '',
    });
    expect(port.asked[0]?.command).toEqual({ name: 'pause', forMs: 1_800_000 });
  });

  it('resume says how it is now', async () => {
    await place.exhibit('lantern');
    expect(await place.invigil('resume')).toEqual({ exit: 0, out: 'Watched over again. Everything is running.\n', err: '' });
  });

  it('reload says what restarts', async () => {
    const { port } = await place.exhibit('lantern');
    port.reloaded = { ok: true, changed: ['audio', 'core'] };
    expect(await place.invigil('reload')).toMatchObject({ exit: 0, out: 'The exhibit file was read. Restarting: audio and core.\n' });
  });

  it('reload of a bad file says each problem', async () => {
    const { port } = await place.exhibit('lantern');
    port.reloaded = { ok: false, problems: ['exhibit.toml:1:1 one', 'exhibit.toml:2:1 two'] };
    const { exit, err } = await place.invigil('reload');
    expect(exit).toBe(78);
    expect(err).toContain('Everything runs on as it was before.\nexhibit.toml:1:1 one\nexhibit.toml:2:1 two\n');
  });
});
