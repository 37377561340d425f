/** What the doctor asks of real servers, and that nobody is told anything by it. */
import { createServer } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { createReach } from '../../../electron/cli/doctor/reach.ts';
import type { NtfySettings } from '../../../electron/config/exhibit.ts';
import { openMailServer } from '../../alert/receivers/mail-server.ts';
import { missingForNtfy, NtfyTestServer, TOPIC } from '../../lab/ntfy.ts';
import { closeServer } from '../../support/close-server.ts';
import { freePort } from '../../support/free-port.ts';
import { describeWith } from '../../support/needs.ts';

const VARIABLE = 'INVIGIL_TEST_REACH';
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  delete process.env[VARIABLE];
  for (const end of ends.splice(0)) await end();
});

describeWith('ntfy', missingForNtfy, () => {
  it.each([
    ['new', true],
    ['old', false],
  ] as const)('a server that is %s is known, and no phone shows anything', async (version, knows) => {
    const server = new NtfyTestServer(version);
    ends.push(() => server.remove());
    await server.start();
    for (const deadMansSwitch of [null, { afterMs: 600_000 }]) {
      const settings: NtfySettings = { kind: 'ntfy', server: server.address, topic: TOPIC, token: null, pictures: true, deadMansSwitch };
      expect(await createReach().ntfy(settings)).toEqual({ ok: true, value: knows });
    }
    expect((await server.messages()).filter(({ event }) => event === 'message')).toEqual([]);
  });
});

it('a mail server is greeted and signed in to, and gets no mail', async () => {
  const server = await openMailServer({
    onAuth: ({ password }, _, done) => (password === 'right' ? done(null, { user: 'a' }) : done(new Error('no'))),
    allowInsecureAuth: true,
    hideSTARTTLS: true,
  });
  ends.push(() => server.close());
  const settings = { host: 'localhost', port: server.port, security: 'none', user: 'a', password: { env: VARIABLE } } as const;
  process.env[VARIABLE] = 'right';
  expect(await createReach().mail(settings)).toBeNull();
  process.env[VARIABLE] = 'wrong';
  expect(await createReach().mail(settings)).toMatch(/name and password/);
  expect(await createReach().mail({ ...settings, port: await freePort('localhost') })).toMatch(/nobody answers/);
  expect(server.mails).toEqual([]);
});

it('the server of a ping is asked, and the ping itself is not sent', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(404).end();
  });
  ends.push(() => closeServer(server));
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  process.env[VARIABLE] = `http://127.0.0.1:${port}/ping/3f9c-secret`;
  expect(await createReach().address({ env: VARIABLE })).toBeNull();
  expect(asked).toEqual(['HEAD /']);
  process.env[VARIABLE] = 'ftp://3f9c-secret/';
  expect(await createReach().address({ env: VARIABLE })).not.toMatch(/3f9c/);
  expect(await createReach().secret({ env: `${VARIABLE}_NONE` })).toMatch(/is empty/);
});
