import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../electron/alert/message.ts';
import type { Answer } from '../../../electron/alert/receiver.ts';
import { createEmail } from '../../../electron/alert/receivers/email.ts';
import { secretReader } from '../../../electron/alert/secret.ts';
import type { EmailSettings } from '../../../electron/config/exhibit.ts';
import { message } from '../messages.ts';
import { type Certificate, makeCertificate, noOpenssl } from './certificate.ts';
import { type MailServer, openMailServer } from './mail-server.ts';

const PASSWORD = 'correct horse battery';
const ERROR = Object.assign(new Error('mailbox unavailable'), { responseCode: 550 });
const PICTURE = Uint8Array.from([0xff, 0xd8, 0xff, 1, 2, 3]);

let server: MailServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

function send(
  settings: Partial<EmailSettings>,
  messages: readonly [Message, ...Message[]],
  { signal = new AbortController().signal, picture = PICTURE } = {},
) {
  const email = createEmail(
    {
      name: 'technik',
      kind: 'email',
      host: 'localhost',
      port: server?.port ?? 1,
      security: 'none',
      user: null,
      password: null,
      from: 'lantern@museum.example',
      to: ['technik@museum.example'],
      digestMs: 300_000,
      ...settings,
    },
    { readSecret: secretReader({ PASSWORD }), locale: 'de' },
  );
  return email.send(messages, { signal, picture: async () => picture });
}

const reasonOf = (answer: Answer) => ('reason' in answer ? `${answer.outcome}: ${answer.reason}` : answer.outcome);

describe.skipIf(noOpenssl)(`an encrypted connection${noOpenssl ? ' (needs openssl)' : ''}`, () => {
  let folder: string;
  let certificate: Certificate;
  const trusted = getCACertificates('default');

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'invigil-mail-'));
    certificate = makeCertificate(folder);
    setDefaultCACertificates([...trusted, certificate.cert]);
  });
  afterAll(() => {
    setDefaultCACertificates(trusted);
    rmSync(folder, { recursive: true, force: true });
  });

  const withPassword: Pick<SMTPServerOptions, 'onAuth'> = {
    onAuth({ username, password }, _, done) {
      if (password === PASSWORD) done(null, { user: username ?? '' });
      else done(new Error('wrong'));
    },
  };

  it.each(['starttls', 'tls'] as const)('%s: signed in, and all of the message is there', async (security) => {
    server = await openMailServer({ ...certificate, ...withPassword, secure: security === 'tls' });
    const answer = await send({ security, user: 'lantern', password: { env: 'PASSWORD' } }, [
      message('4f5e', { thread: 'sound-1', title: 'Der Ton ist ausgefallen', link: 'https://lantern.example/', incident: 'i' }),
    ]);
    expect(answer).toEqual({ outcome: 'delivered', detail: null });
    expect(server.mails).toMatchObject([{ secure: true, user: 'lantern' }]);
    const source = server.mails[0]?.source ?? '';
    for (const line of [
      'From: lantern@museum.example',
      'To: technik@museum.example',
      'Subject: The Lantern Room: Der Ton ist ausgefallen',
      'Message-ID: <4f5e@museum.example>',
      'In-Reply-To: <sound-1.thread@museum.example>',
      'References: <sound-1.thread@museum.example>',
      'Auto-Submitted: auto-generated',
      'X-Priority: 1 (Highest)',
      'It is being restarted.',
      '    the last line',
      'https://lantern.example/',
      'filename=screen.jpg',
    ])
      expect(source).toContain(line);
    expect(source).not.toContain('text/html');
  });

  it('a wrong password is told without it, and may be put right', async () => {
    server = await openMailServer({ ...certificate, onAuth: (_, __, done) => done(new Error(`not ${PASSWORD}`)) });
    const answer = await send({ security: 'starttls', user: 'lantern', password: { env: 'PASSWORD' } }, [message('a')]);
    expect(reasonOf(answer)).toBe('later: it does not take the name and password (status 535)');
  });

  it('a password that is not there is told', async () => {
    server = await openMailServer({ ...certificate });
    const answer = await send({ security: 'starttls', user: 'lantern', password: { env: 'NONE' } }, [message('a')]);
    expect(reasonOf(answer)).toBe("later: the variable NONE of the supervisor's environment is empty: it has to hold the secret");
  });

  it('a server that cannot encrypt gets nothing', async () => {
    server = await openMailServer({ disabledCommands: ['STARTTLS', 'AUTH'] });
    expect(reasonOf(await send({ security: 'starttls' }, [message('a')]))).toMatch(/^later: the connection cannot be encrypted/);
    expect(server.mails).toEqual([]);
  });

  it('a certificate that nobody has signed, or of another name, gets nothing', async () => {
    server = await openMailServer({ ...certificate, ...withPassword, authOptional: true });
    setDefaultCACertificates(trusted);
    expect(reasonOf(await send({ security: 'starttls' }, [message('a')]))).toBe('later: the connection failed: self-signed certificate');
    setDefaultCACertificates([...trusted, certificate.cert]);
    expect(server.mails).toEqual([]);
  });
});

describe('a server', () => {
  const open = (options: Parameters<typeof openMailServer>[0]) =>
    openMailServer({ authOptional: true, disabledCommands: ['STARTTLS'], ...options });

  it('gets several messages in one mail, under the id of the newest', async () => {
    server = await open({});
    const messages = [message('a', { level: 'info' }), message('b', { level: 'info', act: 'clear' })] as const;
    expect((await send({}, messages)).outcome).toBe('delivered');
    const source = server.mails[0]?.source ?? '';
    for (const line of ['Subject: The Lantern Room: The sound has stopped (b) (+1)', 'Message-ID: <b@museum.example>', '(a)', '(b)'])
      expect(source).toContain(line);
    expect(source).not.toContain('X-Priority: 1');
  });

  it('that will never take it, or not now', async () => {
    server = await open({ onRcptTo: (_, __, done) => done(ERROR) });
    expect(reasonOf(await send({}, [message('a')]))).toBe('refused: it answers with status 550');
    await server.close();
    server = await open({ onRcptTo: (_, __, done) => done(Object.assign(new Error('busy'), { responseCode: 451 })) });
    expect(reasonOf(await send({}, [message('a')]))).toBe('later: it answers with status 451');
  });

  it('that takes it for some of those who are to get it', async () => {
    server = await open({ onRcptTo: ({ address }, _, done) => done(address.startsWith('gone') ? ERROR : null) });
    const answer = await send({ to: ['gone@museum.example', 'technik@museum.example'] }, [message('a')]);
    expect(answer).toEqual({ outcome: 'delivered', detail: 'not taken for gone@museum.example' });
  });

  it('to which the picture is too large gets the mail without it', async () => {
    let tries = 0;
    server = await open({
      onMailFrom(_, __, done) {
        tries += 1;
        done(tries === 1 ? Object.assign(new Error('too large'), { responseCode: 552 }) : null);
      },
    });
    expect((await send({}, [message('a', { incident: 'i' })])).outcome).toBe('delivered');
    expect(server.mails[0]?.source).not.toContain('screen.jpg');
  });

  it('that is not there', async () => {
    expect(reasonOf(await send({}, [message('a')]))).toBe('later: nobody answers at its address and port');
  });

  it('that says nothing is not waited for beyond the signal', async () => {
    const connected = Promise.withResolvers<void>();
    const silent: Server = createServer(() => connected.resolve()).listen(0, 'localhost');
    await new Promise((resolve) => silent.once('listening', resolve));
    const address = silent.address();
    const ending = new AbortController();
    try {
      const sending = send({ port: typeof address === 'object' ? (address?.port ?? 1) : 1 }, [message('a')], { signal: ending.signal });
      await connected.promise;
      ending.abort();
      expect(reasonOf(await sending)).toBe('later: it does not answer');
    } finally {
      await new Promise((resolve) => silent.close(resolve));
    }
  });
});
