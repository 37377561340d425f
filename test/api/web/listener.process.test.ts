/** The addresses on which the dashboard listens: not there yet, taken, changed; with certificates. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CertificateFiles } from '../../../electron/platform/http/certificate.ts';
import { freePort } from '../../support/free-port.ts';
import { until } from '../../support/until.ts';
import { type OpenWeb, openWeb } from './web-doors.ts';

let web: OpenWeb | null = null;
afterEach(async () => {
  await web?.close();
  web = null;
});

const answers = (host: string, port: number) =>
  fetch(`http://${host}:${port}/healthz`, { headers: { connection: 'close' } }).then(
    ({ status }) => status === 200,
    () => false,
  );

describe('an address', () => {
  it('that is not there is told once, and the others answer', async () => {
    const port = await freePort();
    // Set apart for documentation: no machine has it.
    web = await openWeb({
      listen: [
        { host: '192.0.2.1', port },
        { host: '127.0.0.1', port },
      ],
    });
    await until('the other one answers', () => answers('127.0.0.1', port));
    const told = () => web?.log.filter((text) => text.includes('192.0.2.1'));
    await until('it is told', () => told()?.length === 1);
    expect(told()?.[0]).toMatch(/cannot answer on http:\/\/192\.0\.2\.1:\d+\/: .*EADDRNOTAVAIL.*every 5 s/);
  });

  it('that is taken answers when it is free', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    web = await openWeb({ listen: [{ host: '127.0.0.1', port }] });
    await until('it is told', () => web?.log.some((text) => text.includes('EADDRINUSE')));
    await new Promise((resolve) => other.close(resolve));
    await until('it answers', () => answers('127.0.0.1', port), 30_000);
    expect(web.log.filter((text) => text.includes('EADDRINUSE'))).toHaveLength(1);
    expect(web.log.at(-1)).toBe(`the dashboard answers on http://127.0.0.1:${port}/`);
  });

  it('comes and goes with the settings, and what is being answered is answered', async () => {
    web = await openWeb();
    const { port } = web;
    await until('it answers', () => answers('127.0.0.1', port));
    const stream = await web.open('GET', '/api/v1/events', { token: 'view' });
    let over = false;
    stream
      .resume()
      .on('close', () => (over = true))
      .on('error', () => (over = true));
    web.adopt({ listen: [{ host: '127.0.0.3', port }] });
    await until('the new one answers', () => answers('127.0.0.3', port));
    expect(await answers('127.0.0.1', port)).toBe(false);
    await until('what was left of the old one has ended', () => over, 20_000);
    web.adopt({ listen: [] });
    await until('nothing listens', async () => !(await answers('127.0.0.3', port)));
  });

  it('of IPv6 is one too', async ({ skip }) => {
    const port = await freePort('::1').catch(() => null);
    if (port === null) return skip('this machine has no IPv6');
    web = await openWeb({ listen: [{ host: '::1', port }] });
    await until('it answers', () => answers('[::1]', port));
    expect(web.log).toContain(`the dashboard answers on http://[::1]:${port}/`);
  });

  it('without pages has the API alone, and says so', async () => {
    const bare = await openWeb();
    rmSync(join(bare.folder, 'dashboard'), { recursive: true });
    await bare.close();
    expect(existsSync(bare.folder)).toBe(false);
  });
});

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    // Not installed: then there is nothing to make certificates with.
    return false;
  }
})();

describe.skipIf(!hasOpenssl)('TLS (needs the program openssl)', () => {
  let folder: string;
  const file = (name: string) => join(folder, name);
  const make = (name: string) =>
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', `/CN=${name}`].concat([
        '-keyout',
        file(`${name}.key`),
        '-out',
        file(`${name}.crt`),
      ]),
      { stdio: 'ignore' },
    );

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'invigil-tls-'));
    make('one');
    make('two');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const subject = (port: number) =>
    new Promise<string>((resolve, reject) => {
      const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
        const { CN } = socket.getPeerCertificate().subject;
        resolve(String(CN));
        socket.destroy();
      });
      socket.on('error', reject);
    });

  it('gives a cookie for this host alone', async () => {
    web = await openWeb({ tls: { certificate: file('one.crt'), key: file('one.key') } });
    const { port } = web;
    await until('it answers', () => subject(port).catch(() => null));
    web.network.answer = { outcome: 'done', session: 'staff-session', name: 'staff', role: 'staff' };
    const signedIn = await web.ask('POST', '/api/v1/session', {
      headers: { origin: `https://127.0.0.1:${port}` },
      body: '{"name":"staff","password":"x"}',
    });
    expect(signedIn.headers['set-cookie']).toEqual(['__Host-invigil=staff-session; Path=/; HttpOnly; Secure; SameSite=Strict']);
    expect((await web.ask('POST', '/api/v1/commands/restart', { as: 'staff' })).status).toBe(200);
    const other = { cookie: 'invigil=staff-session' };
    expect((await web.ask('GET', '/api/v1/status', { headers: other })).status).toBe(401);
    // Whoever asks in the open gets nothing, and disturbs nobody.
    expect(await web.raw('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')).not.toContain('200');
    expect((await web.ask('GET', '/healthz')).status).toBe(200);
  });

  it('waits for a certificate that is not there, or not right', async () => {
    const tls = { certificate: file('late.crt'), key: file('late.key') };
    web = await openWeb({ tls });
    const { port } = web;
    expect(web.log.at(-1)).toMatch(/cannot answer on https:\/\/127\.0\.0\.1:\d+\/: .*late\.crt/);
    copyFileSync(file('one.crt'), tls.certificate);
    copyFileSync(file('two.key'), tls.key);
    await until('it is told', () => web?.log.at(-1)?.includes('are not a certificate and its key'), 20_000);
    copyFileSync(file('one.key'), tls.key);
    expect(await until('it answers', () => subject(port).catch(() => null), 20_000)).toBe('one');
  });

  it('knows a certificate that was renewed, and one that is broken', () => {
    const tls = { certificate: file('own.crt'), key: file('own.key') };
    for (const end of ['crt', 'key']) copyFileSync(file(`one.${end}`), file(`own.${end}`));
    const files = new CertificateFiles(tls);
    const before = files.read();
    expect(files.hasChanged()).toBe(false);
    for (const end of ['crt', 'key']) copyFileSync(file(`two.${end}`), file(`own.${end}`));
    expect(files.hasChanged()).toBe(true);
    expect(files.read().cert.equals(before.cert)).toBe(false);
    expect(files.hasChanged()).toBe(false);
    writeFileSync(tls.certificate, 'nothing');
    expect(files.hasChanged()).toBe(true);
    expect(() => files.read()).toThrow('are not a certificate and its key');
  });
});
