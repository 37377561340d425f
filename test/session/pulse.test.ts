import { describe, expect, it } from 'vitest';
import { talkPulse } from '../../electron/session/pulse.ts';
import { command, PacketReader, u32, Values } from '../../electron/session/pulse-wire.ts';
import { serverInfo, text } from './fake-sound-server.ts';

const AUTHENTICATED = command(2, 8, u32(35));
const NAMED = command(2, 9, u32(41));
const EVENT = command(66, 0xffff_ffff, u32(0x17), u32(0xffff_ffff));

/** A command of this body alone. */
function packet(body: Buffer): Buffer {
  const head = Buffer.from(command(0, 0).subarray(0, 20));
  head.writeUInt32BE(body.length, 0);
  return Buffer.concat([head, body]);
}

/** A conversation, and the codes of what was said in it. */
function conversation() {
  const said: number[] = [];
  const ours = new PacketReader();
  const note = (bytes: Buffer) => said.push(...(ours.push(bytes) ?? []).map((body) => new Values(body).u32()));
  const talk = talkPulse(note);
  note(talk.opening);
  return { talk, said };
}

function asked() {
  const begun = conversation();
  begun.talk.hear(AUTHENTICATED);
  begun.talk.hear(NAMED);
  return begun;
}

describe('a conversation with a sound server', () => {
  it('takes one step after the other, and each answer in pieces', () => {
    const { talk, said } = conversation();
    expect(said).toEqual([8]);
    for (const byte of AUTHENTICATED) expect(talk.hear(Buffer.from([byte]))).toBeNull();
    expect(said).toEqual([8, 9]);
    talk.hear(NAMED);
    expect(said).toEqual([8, 9, 35, 20]);
    const answer = serverInfo(20, 'alsa_output.hdmi');
    expect(talk.hear(answer.subarray(0, 60))).toBeNull();
    expect(talk.hear(answer.subarray(60))).toEqual({ kind: 'answers', answer: { server: 'PipeWire', defaultSink: 'alsa_output.hdmi' } });
  });

  it('knows no sink from one that stands for none', () => {
    for (const none of [null, '@DEFAULT_SINK@']) {
      expect(asked().talk.hear(serverInfo(20, none))).toMatchObject({ answer: { defaultSink: null } });
    }
  });

  it('asks again when something has changed, once for many changes while it asks', () => {
    const { talk, said } = asked();
    talk.hear(Buffer.concat([EVENT, EVENT, EVENT]));
    expect(said.slice(4)).toEqual([]);
    talk.hear(serverInfo(20, 'old'));
    expect(said.slice(4)).toEqual([20]);
    expect(talk.hear(serverInfo(20, 'new'))).toMatchObject({ answer: { defaultSink: 'new' } });
    expect(said.slice(5)).toEqual([]);
    talk.hear(EVENT);
    expect(said.slice(5)).toEqual([20]);
  });

  it('passes over sound, and commands that it does not know', () => {
    const { talk } = asked();
    const sound = Buffer.concat([command(0, 0)]);
    sound.writeUInt32BE(3, 4);
    expect(talk.hear(Buffer.concat([sound, command(99, 1), serverInfo(20, 'one')]))).toMatchObject({ answer: { defaultSink: 'one' } });
  });

  it('hears a refusal', () => {
    expect(conversation().talk.hear(command(0, 8, u32(1)))).toEqual({ kind: 'refused', why: 'access denied' });
    expect(conversation().talk.hear(command(0, 8, u32(17)))).toEqual({ kind: 'refused', why: 'error 17' });
  });

  it.each([
    ['a web server', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['an endless string', command(2, 20, text('PulseAudio').subarray(0, 5))],
    ['another value than should be there', command(2, 20, u32(3))],
    ['a number cut off', packet(u32(2).subarray(0, 3))],
    ['an empty command', packet(Buffer.alloc(0))],
  ])('%s is not such a server', (_what, bytes) => {
    expect(asked().talk.hear(bytes)).toEqual({ kind: 'refused', why: "it does not speak PulseAudio's protocol" });
  });
});
