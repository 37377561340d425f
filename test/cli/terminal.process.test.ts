import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { type Place, placeForEachTest } from './invigil.ts';

const ESCAPE = String.fromCharCode(0x1b);
const BELL = String.fromCharCode(0x07);
const CTRL_C = String.fromCharCode(0x03);

let place: Place;

placeForEachTest((made) => {
  place = made;
});

it('shows shapes and colours', async () => {
  await place.exhibit('lantern');
  const { exit, out } = await place.beginOnTerminal('status').ended;
  expect(exit).toBe(0);
  expect(out).toContain(`${ESCAPE}[32m● ${ESCAPE}[39m`);
});

it('--watch paints over what was there, clears nothing first, and leaves no trace', async () => {
  const { port } = await place.exhibit('lantern');
  const watching = place.beginOnTerminal('status', '--watch');
  await until('the first is painted', () => watching.out().includes('Everything is running.'));
  port.change('audio', { state: 'starting', attempts: 1 });
  await until('the change is painted', () => watching.out().includes('The sound has stopped and is being restarted.'));
  watching.process.stdin?.write(CTRL_C);
  const { exit, out } = await watching.ended;
  expect(exit).toBe(0);
  expect(out).not.toContain(`${ESCAPE}[2J`);
  expect(out.startsWith(`${ESCAPE}[?1049h${ESCAPE}[?25l${ESCAPE}[?2026h${ESCAPE}[H`)).toBe(true);
  expect(out.trimEnd().endsWith(`${ESCAPE}[?25h${ESCAPE}[?1049l`)).toBe(true);
});

it('says what is waited for on one line, and takes it away', async () => {
  const { port } = await place.exhibit('lantern');
  port.react = () => port.change('audio', { state: 'starting', instance: 'audio-2' });
  const restarting = place.beginOnTerminal('restart', 'audio');
  await until('what is waited for is shown', () => /\rThe sound: not ready yet, /.test(restarting.out()));
  port.change('audio', { state: 'running', since: new Date().toISOString() });
  const { exit, out } = await restarting.ended;
  expect(exit).toBe(0);
  expect(out.split('\r').at(-2)).toMatch(/^.\[KThe sound is running again \([\d.]+ s\)\.$/);
});

it('shows of a log its colours and nothing else that a terminal would obey', async () => {
  const folder = join(place.folder, 'state/invigil/lantern/log');
  mkdirSync(folder, { recursive: true });
  const text = `a${ESCAPE}[2J${ESCAPE}]0;title${BELL}${ESCAPE}[31mred\n`;
  writeFileSync(join(folder, 'core.log'), `2026-11-21T10:00:00.000Z out ${text}`);
  const { exit, out } = await place.beginOnTerminal('logs').ended;
  expect(exit).toBe(0);
  expect(out.trimEnd().endsWith(`  core        a${ESCAPE}[31mred${ESCAPE}[0m`)).toBe(true);
  expect(out).not.toContain(BELL);
});
