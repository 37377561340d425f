import { afterEach, expect, it } from 'vitest';
import type { Message } from '../../../electron/alert/message.ts';
import type { SendTools } from '../../../electron/alert/receiver.ts';
import { createNtfy } from '../../../electron/alert/receivers/ntfy.ts';
import { secretReader } from '../../../electron/alert/secret.ts';
import type { NtfySettings } from '../../../electron/config/exhibit.ts';
import { missingForNtfy, type NtfyServerOptions, NtfyTestServer, type NtfyVersion, TOPIC } from '../../lab/ntfy.ts';
import { describeWith } from '../../support/needs.ts';
import { message } from '../messages.ts';

/** The smallest that is one. */
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9]);

const servers: NtfyTestServer[] = [];
const told: string[] = [];

afterEach(async () => {
  told.length = 0;
  for (const server of servers.splice(0)) await server.remove();
});

async function serve(version: NtfyVersion, options: NtfyServerOptions = {}): Promise<NtfyTestServer> {
  const server = new NtfyTestServer(version, options);
  servers.push(server);
  await server.start();
  return server;
}

function phone(server: NtfyTestServer, settings: Partial<NtfySettings> = {}) {
  const token = server.token === '' ? null : { env: 'TOKEN' };
  const receiver = createNtfy(
    { name: 'phone', kind: 'ntfy', server: server.address, topic: TOPIC, token, pictures: true, deadMansSwitch: null, ...settings },
    {
      readSecret: secretReader({ TOKEN: server.token, WRONG: 'tk_thisisnotthetokenatall0000000' }),
      log: (level, text) => told.push(`${level}: ${text}`),
    },
  );
  const tools: SendTools = { signal: AbortSignal.timeout(20_000), picture: async () => null };
  return (one: Message, more: Partial<SendTools> = {}) => receiver.send([one], { ...tools, ...more });
}

const DELIVERED = { outcome: 'delivered', detail: null };

describeWith('ntfy', missingForNtfy, () => {
  it('shows a message whole: title, text and log in any script, level, link, and a picture as its one attachment', async () => {
    const server = await serve('new', { attachments: true });
    const send = phone(server);
    const one = message('a', {
      title: 'Ton “fort” — 音が出ない',
      text: 'Es wird neu\ngestartet.',
      logTail: ['größer', '最後'],
      level: 'fatal',
    });
    expect(await send({ ...one, link: 'https://lantern.example.org', incident: 'i1' }, { picture: async () => JPEG })).toEqual(DELIVERED);
    expect(await send(message('b', { level: 'info', act: 'note', logTail: [] }))).toEqual(DELIVERED);
    expect(await server.shown()).toEqual([
      expect.objectContaining({
        title: 'The Lantern Room: Ton “fort” — 音が出ない',
        message: 'Es wird neu\ngestartet.\n\ngrößer\n最後',
        priority: 5,
        tags: ['rotating_light'],
        click: 'https://lantern.example.org',
        sequence_id: 'thread-a',
        attachment: expect.objectContaining({ name: 'screen.jpg', type: 'image/jpeg', size: JPEG.length }),
      }),
      expect.objectContaining({ message: 'It is being restarted.', priority: 2, tags: ['information_source'], sequence_id: 'b' }),
    ]);
    const [{ attachment } = { attachment: undefined }] = await server.shown();
    expect(new Uint8Array(await (await fetch(attachment?.url ?? '')).arrayBuffer())).toEqual(JPEG);
  });

  it.each([
    ['new', ['The Lantern Room: all well']],
    ['old', ['The Lantern Room: stopped', 'The Lantern Room: still', 'The Lantern Room: all well']],
  ] as const)(
    'on a server that is %s, what is newer of the same trouble takes the place of what was, or follows it',
    async (version, shown) => {
      const server = await serve(version);
      const send = phone(server);
      for (const [act, title] of [
        ['raise', 'stopped'],
        ['update', 'still'],
        ['clear', 'all well'],
      ] as const)
        expect(await send(message(act, { thread: 't', act, title }))).toEqual(DELIVERED);
      const seen = await server.shown();
      expect(seen.map(({ title }) => title)).toEqual(shown);
      expect(seen.at(-1)).toMatchObject({ priority: 2, tags: ['white_check_mark'] });
    },
  );

  it.each(['new', 'old'] as const)('a server without attachments (%s) gets the message without its picture', async (version) => {
    const server = await serve(version);
    const send = phone(server);
    for (const id of ['a', 'b']) expect(await send(message(id, { incident: 'i1' }), { picture: async () => JPEG })).toEqual(DELIVERED);
    expect(await server.shown()).toHaveLength(2);
    expect(told).toEqual(['warning: phone takes alerts and not their pictures: it answers with status 400 (ntfy error 40014)']);
  });

  it('a picture that is too large stays behind; without pictures none is asked for', async () => {
    const server = await serve('new', { attachments: true, settings: ['--attachment-file-size-limit', '1k'] });
    const large = { picture: async () => Buffer.concat([JPEG, new Uint8Array(5_000)]) };
    expect(await phone(server)(message('a', { incident: 'i1' }), large)).toEqual(DELIVERED);
    expect(told).toEqual(['warning: phone takes alerts and not their pictures: it answers with status 413 (ntfy error 41301)']);
    const picture = () => Promise.reject(new Error('asked for'));
    expect(await phone(server, { pictures: false })(message('b', { incident: 'i1' }), { picture })).toEqual(DELIVERED);
    expect((await server.shown()).every(({ attachment }) => attachment === undefined)).toBe(true);
  });

  it.each(['new', 'old'] as const)('what is long stays a message, never a file (%s)', async (version) => {
    const server = await serve(version, { attachments: true });
    const send = phone(server);
    const lines = Array.from({ length: 300 }, (_, place) => `line ${place} "quoted" \\ größe`);
    for (const [id, text, logTail] of [
      ['a', 'short', lines],
      ['b', 'ä'.repeat(20_000), ['last']],
      ['c', '"\\\u0001'.repeat(5_000), []],
    ] as const)
      expect(await send(message(id, { text, logTail: [...logTail] }))).toEqual(DELIVERED);
    const seen = await server.shown();
    expect(seen.map(({ attachment }) => attachment)).toEqual([undefined, undefined, undefined]);
    // The newest lines, whole ones.
    const kept = seen[0]?.message?.split('\n').slice(2) ?? [];
    expect(kept.length).toBeGreaterThan(50);
    expect(kept).toEqual(lines.slice(-kept.length));
    expect(seen[1]?.message).toMatch(/^ä{1600,}…$/);
  });

  it('its limits are understood: the bucket refills in seconds, a day is a day', async () => {
    const bucket = phone(
      await serve('new', { settings: ['--visitor-request-limit-burst', '2', '--visitor-request-limit-replenish', '1h'] }),
    );
    const answers = [];
    for (const id of ['a', 'b', 'c']) answers.push(await bucket(message(id)));
    expect(answers.at(-1)).toEqual({
      outcome: 'later',
      reason: 'too many requests in a short time (ntfy error 42901)',
      afterMs: 5_000,
    });
    const day = phone(await serve('old', { settings: ['--visitor-message-daily-limit', '1'] }));
    expect(await day(message('a'))).toEqual(DELIVERED);
    const before = Date.now();
    const refused = await day(message('b'));
    expect(refused).toMatchObject({ outcome: 'later', reason: "the day's messages are used up (ntfy error 42908)" });
    const at = new Date(before + (refused.outcome === 'later' ? (refused.afterMs ?? 0) : 0) + 500);
    expect(at.toISOString()).toMatch(/T00:00:0/);
  });

  it('with its token it is let in; without, or with a wrong one, it is told why, and tried again', async () => {
    const server = await serve('new', { token: 'read-write' });
    expect(await phone(server)(message('a'))).toEqual(DELIVERED);
    expect(await phone(server, { token: { env: 'WRONG' } })(message('b'))).toEqual({
      outcome: 'later',
      reason: 'it answers with status 401 (ntfy error 40101): it does not take the token, or wants one',
      afterMs: null,
    });
    expect(await phone(server, { topic: 'other' })(message('c'))).toMatchObject({ reason: expect.stringContaining('may not write') });
    expect(await phone(server, { token: { env: 'NONE' } })(message('d'))).toMatchObject({ outcome: 'later', afterMs: null });
    expect(await server.shown()).toHaveLength(1);
  });

  it('a server that is away is tried later; one that is back takes it', async () => {
    const server = await serve('new');
    const send = phone(server);
    await server.stop();
    expect(await send(message('a'))).toEqual({ outcome: 'later', reason: 'nobody answers at its address and port', afterMs: null });
    await server.start();
    expect(await send(message('a'))).toEqual(DELIVERED);
    // A second try of what had arrived is not seen on the phone.
    expect(await send(message('a'))).toEqual(DELIVERED);
    expect(await server.shown()).toHaveLength(1);
  });

  it('a test says what becomes of recoveries', async () => {
    const test = message('a', { kind: 'test', act: 'note' });
    expect(await phone(await serve('new'))(test)).toEqual({ outcome: 'delivered', detail: 'a recovery takes the place of its alert' });
    expect(await phone(await serve('old'))(test)).toEqual({
      outcome: 'delivered',
      detail: 'a recovery comes as a second message: the server is older than 2.16',
    });
  });
});
