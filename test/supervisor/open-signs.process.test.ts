import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Exhibit } from '../../electron/config/index.ts';
import { type OpenSigns, openSigns } from '../../electron/supervisor/open-signs.ts';
import { exhibitOf } from '../config/support.ts';
import { missingForNtfy, NtfyTestServer, TOPIC } from '../lab/ntfy.ts';
import { closeServer } from '../support/close-server.ts';
import { describeWith } from '../support/needs.ts';
import { until } from '../support/until.ts';

let folder: string;
let pinged: Server;
let pings: number;
let exhibit: Exhibit;
let signs: OpenSigns | null;
const told: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-signs-'));
  [pings, signs] = [0, null];
  told.length = 0;
  pinged = createServer((_, response) => {
    pings += 1;
    response.end();
  });
  await new Promise<void>((resolve) => pinged.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await signs?.close(false);
  delete process.env['INVIGIL_TEST_PING'];
  await closeServer(pinged);
  rmSync(folder, { recursive: true, force: true });
});

function open(alerts: string): OpenSigns {
  exhibit = read(alerts);
  signs = openSigns({
    exhibit: () => exhibit,
    healthy: () => true,
    after: Promise.resolve(),
    log: (level, text) => told.push(`${level}: ${text}`),
  });
  return signs;
}

const read = (alerts: string) =>
  exhibitOf(`schema = 1
[exhibit]
name = "lantern"
title = "Die Laterne"
locale = "de"
[service.core]
command = "core"
${alerts}`);

it('pings the address of the file as long as it stands there', async () => {
  const address = pinged.address();
  process.env['INVIGIL_TEST_PING'] = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  const opened = open('[alerts]\nping = { url = { env = "INVIGIL_TEST_PING" } }');
  await until('it is pinged', () => pings === 1);
  // A file in which nothing of this has changed pings no sooner.
  opened.adopt();
  exhibit = read('[alerts]\nping = { url = { env = "INVIGIL_TEST_PING" }, every = "30s" }');
  opened.adopt();
  await until('it is pinged anew', () => pings === 2);
  await opened.close(true);
  expect(told).toEqual([]);
});

describeWith("the dead man's switch of a file", missingForNtfy, () => {
  it('speaks its language, and is taken back when the file no longer has it', async () => {
    const server = new NtfyTestServer('new');
    await server.start();
    try {
      const receiver = `[[alerts.to]]\nkind = "ntfy"\nserver = "${server.address}"\ntopic = "${TOPIC}"\n`;
      const opened = open(`${receiver}dead_mans_switch = { after = "10m" }\n`);
      const armed = async () => (await server.messages()).filter((one) => one.event === 'message' && one.title?.startsWith('Die Laterne'));
      const waiting = await until('it is armed', async () => (await armed()).at(0));
      expect(waiting).toMatchObject({ title: 'Die Laterne: Seit 10 min nichts gehört', message: expect.stringContaining('ohne Netz') });
      exhibit = read(receiver);
      opened.adopt();
      await until('it is taken back', async () => (await armed()).length === 0);
      expect(told).toEqual([]);
    } finally {
      await server.remove();
    }
  });
});
