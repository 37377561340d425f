/** What people ask of a real supervisor with a page on its screen: its documents, its pictures, its overlay. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { incidentsSchema } from '../../electron/documents/incidents.ts';
import { logLinesSchema } from '../../electron/documents/log-lines.ts';
import { machineSchema } from '../../electron/documents/machine.ts';
import { overviewSchema } from '../../electron/documents/overview.ts';
import { screenshotSchema } from '../../electron/documents/screenshot.ts';
import { soundSchema } from '../../electron/documents/sound.ts';
import { ask, open } from '../api/doors.ts';
import { FakeCompositor } from '../session/fake-compositor.ts';
import { Running } from '../support/running.ts';

const SHELL = join(import.meta.dirname, '../fixtures/shell-double.mjs');
const PICTURE = Buffer.of(0xff, 0xd8, 0xff, 1);
const TOML = '[service.wall]\nrole = "display"\nurl = "http://127.0.0.1:9/"\n[service.audio]\ncommand = "sleep 1000"\n';

let exhibit: Running;
let compositor: FakeCompositor;

beforeEach(async () => {
  exhibit = new Running(TOML, { electron: `#!/bin/sh\nexec ${process.execPath} ${SHELL} "$@"\n` });
  const programs = join(exhibit.folder, 'bin');
  mkdirSync(programs);
  const program = (name: string, script: string) => writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  program('pactl', 'echo "Connection failure: Connection refused" >&2; exit 1');
  program('grim', 'echo "a screen that nobody should look at"');
  exhibit.environment['PATH'] = `${programs}:${process.env['PATH']}`;
  exhibit.environment['INVIGIL_ELECTRON'] = join(exhibit.folder, 'exhibit/electron');
  compositor = await FakeCompositor.start(join(exhibit.folder, 'run/wayland-1'));
  await exhibit.start();
  await exhibit.reaches('audio running, wall running');
});
afterEach(async () => {
  await exhibit.remove();
  await compositor.end();
});

const get = (path: string) => ask(exhibit.socket, 'GET', `/api/v1/${path}`);
const ownLog = () => exhibit.log('invigil');
const heard = () => [...exhibit.log('wall').matchAll(/"type":"(\w+)"/g)].map(([, type]) => type);

async function picture(path: string): Promise<Buffer | string> {
  const answer = await open(exhibit.socket, 'GET', `/api/v1/${path}`);
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  return answer.headers['content-type'] === 'image/jpeg' ? body : JSON.parse(body.toString()).detail;
}

async function pid(service: string): Promise<number> {
  const { pid: found } = await exhibit.service(service);
  if (found === null) throw new Error(`${service} does not run`);
  return found;
}

test('documents and pictures', async () => {
  machineSchema.parse((await get('machine')).body);
  expect(soundSchema.parse((await get('sound')).body)).toMatchObject({ available: false });
  await exhibit.until('the sound program was measured', async () => {
    const { services, status } = overviewSchema.parse((await get('overview')).body);
    return services[status.services.findIndex(({ name }) => name === 'audio')]?.memory_bytes !== null;
  });
  expect(overviewSchema.parse((await get('overview')).body).services.map(({ page }) => page)).toEqual([false, true]);
  const lines = logLinesSchema.parse((await get('logs/wall')).body).lines;
  expect(lines.map(({ text }) => text)).toContain('the page is shown');
  const german = await ask(exhibit.socket, 'GET', '/api/v1/sound', { headers: { 'accept-language': 'tlh, de-AT;q=0.9' } });
  expect(soundSchema.parse(german.body)).toMatchObject({ reason: expect.stringMatching(/Ton|pactl, das/) });
  expect(await get('logs/wal')).toMatchObject({ status: 404, body: { detail: 'There is no service "wal".' } });
  expect(await picture('screenshot')).toEqual(PICTURE);
  expect(await picture('incidents/1/picture')).toBe('There is no picture of an incident 1.');

  process.kill(await pid('audio'), 'SIGKILL');
  await exhibit.until('the incident and its picture are written', async () => {
    const [incident] = incidentsSchema.parse((await get('incidents')).body).incidents;
    return incident?.has_picture === true && incident.what === 'The sound was ended by SIGKILL.';
  });
  expect(await picture('incidents/1/picture')).toEqual(PICTURE);
});

test('no picture of an incident where the exhibit file does not want any', async () => {
  exhibit.write(`${TOML}[incidents]\npictures = false\n`);
  expect(await exhibit.command('reload')).toMatchObject({ status: 200 });
  process.kill(await pid('audio'), 'SIGKILL');
  await exhibit.until('the incident is over', async () => {
    const [incident] = incidentsSchema.parse((await get('incidents')).body).incidents;
    return incident !== undefined && incident.ended_at !== null;
  });
  expect(incidentsSchema.parse((await get('incidents')).body).incidents[0]?.has_picture).toBe(false);
  expect(heard()).not.toContain('capture');
  expect(await picture('screenshot')).toEqual(PICTURE);
});

test('the overlay, which nobody takes a picture of, and screens that say which they are', async () => {
  for (const name of ['overlay', 'identify']) expect(await exhibit.command(name)).toMatchObject({ status: 200 });
  expect(await exhibit.command('refresh', { service: 'wall' })).toMatchObject({ status: 200 });
  await exhibit.until('all has come', () => heard().join().endsWith('overlay,identify,refresh'));
  process.kill(await pid('wall'), 'SIGHUP');
  await exhibit.until('it stands in the log', () => ownLog().includes('overlay opened by hotkey on wall'));
  // Who asks gets the page beneath it, and it is kept; incidents get none (camera.test.ts).
  const { status, body } = await exhibit.command('screenshot', { service: 'wall' });
  const { file } = screenshotSchema.parse(JSON.parse(body));
  expect([status, await picture(`screenshots/${file}`)]).toEqual([200, PICTURE]);
  expect(readdirSync(join(exhibit.folder, 'state/invigil/test/screenshots'))).toEqual([file]);
  expect(ownLog()).toContain('asked to take a picture of the screen of wall: done');
  expect(await picture('screenshots/screenshot-20260101-000000-000.jpg')).toContain('There is no picture');
  process.kill(await pid('wall'), 'SIGHUP');
  await exhibit.until('its end stands in the log', () => ownLog().includes('overlay closed on wall'));
  await exhibit.until('there is one again', async () => (await picture('screenshot')) instanceof Buffer);
});

test('the desktop, and back', async () => {
  expect(await exhibit.command('desktop')).toMatchObject({ status: 200 });
  expect((await exhibit.status()).state).toBe('paused');
  await exhibit.until('the screen is left', () => /"type":"desktop","away":true/.test(exhibit.log('wall')));
  await exhibit.command('resume');
  await exhibit.until('the screen is back', () => /"type":"desktop","away":false/.test(exhibit.log('wall')));
});

test('a shell that asks for a restart without the graphics card', async () => {
  const before = await pid('wall');
  process.kill(before, 'SIGUSR2');
  await exhibit.until('another one runs', async () => {
    const { state, pid: now } = await exhibit.service('wall');
    return state === 'running' && now !== null && now !== before;
  });
  expect((await exhibit.service('wall')).restarts).toBe(0);
  // Where there is no graphics card at all, it did so from the beginning.
  await exhibit.until('it draws without', () => exhibit.log('wall').trimEnd().includes(' out software'));
  expect(ownLog()).toContain('wall is restarted as its shell asks (the graphics failed 3 times in 30 s), from now on without the graphics');
});
