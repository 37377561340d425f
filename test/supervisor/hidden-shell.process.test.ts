/** The hidden shell as the supervisor runs it: started beside displays that are programs, told to hide and to hold. */
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { FakeCompositor } from '../session/fake-compositor.ts';
import { Running } from '../support/running.ts';

const SHELL = join(import.meta.dirname, '../fixtures/shell-words.mjs');

let running: Running | null = null;
let compositor: FakeCompositor | null = null;

afterEach(async () => {
  await running?.remove();
  await compositor?.end();
  running = compositor = null;
});

test('hides when the displays are ready, covers them when they are stopped, and outlives both', async () => {
  const exhibit = new Running('[service.display]\ncommand = "sleep 1000"\n', {
    electron: `#!/bin/sh\nexec ${process.execPath} ${SHELL}\n`,
  });
  running = exhibit;
  exhibit.environment['INVIGIL_ELECTRON'] = join(exhibit.folder, 'exhibit/electron');
  compositor = await FakeCompositor.start(join(exhibit.folder, 'run/wayland-1'));
  await exhibit.start();
  await exhibit.reaches('display running, shell running');
  const { pid } = await exhibit.service('shell');
  const said = () => [...exhibit.log('shell').matchAll(/"type":"(\w+)"/g)].map(([, type]) => type);
  await exhibit.until('it was told to hide', () => said().at(-1) === 'hide');
  expect(exhibit.log('shell')).toMatch(/"hidden":true/);
  await exhibit.until('its log says so', () => exhibit.log('shell').includes('out of sight: the displays are ready'));

  await exhibit.command('stop');
  await exhibit.reaches('display stopped, shell stopped');
  await exhibit.until('it covers the screen', () => said().at(-1) === 'hold');
  expect((await exhibit.status()).state).toBe('stopped');

  await exhibit.command('start', { service: 'display' });
  await exhibit.reaches('display running, shell running');
  await exhibit.until('it leaves the screen', () => said().at(-1) === 'hide');
  expect((await exhibit.service('shell')).pid).toBe(pid);
});
