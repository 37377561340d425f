/**
 * Asks a sound server (PulseAudio, or PipeWire, which speaks its protocol) for its default sink, and again whenever the server says
 * that it, or a sink, has changed. Steps: authentication, name, then the question and the wish to be told.
 */
import type { Finding, Talk } from './link.ts';
import { bytesOf, command, PacketReader, property, u32, Values } from './pulse-wire.ts';

export interface SoundServer {
  readonly server: 'PipeWire' | 'PulseAudio';
  /** By name; null: there is none. */
  readonly defaultSink: string | null;
}

// Commands.
const ERROR = 0;
const REPLY = 2;
const AUTHENTICATE = 8;
const SET_NAME = 9;
const SERVER_INFO = 20;
const SUBSCRIBE = 35;
const EVENT = 66;
/** The oldest version in which a client names itself by properties (2008); servers speak down to 8. */
const VERSION = 13;
/** A server knows its own user by the socket's credentials: the cookie may be empty. */
const NO_COOKIE = Buffer.alloc(256);
/** Events of sinks, and of the server as a whole: the default is such a one. */
const SINKS_AND_SERVER = 0x1 | 0x80;
const ACCESS_DENIED = 1;

/** Begins a conversation. */
export function talkPulse(say: (bytes: Buffer) => void): Talk<SoundServer> {
  const reader = new PacketReader();
  let asked = false;
  let stale = false;

  function ask(): void {
    stale = asked;
    if (!asked) say(command(SERVER_INFO, SERVER_INFO));
    asked = true;
  }

  function take(body: Buffer): Finding<SoundServer> | null {
    const values = new Values(body);
    const code = values.u32();
    const tag = values.u32();
    if (code === ERROR) return { kind: 'refused', why: reason(values.u32()) };
    if (code === EVENT) ask();
    if (code !== REPLY) return null;
    if (tag === AUTHENTICATE) say(command(SET_NAME, SET_NAME, property('application.name', 'Invigil')));
    if (tag === SET_NAME) {
      say(command(SUBSCRIBE, SUBSCRIBE, u32(SINKS_AND_SERVER)));
      ask();
    }
    if (tag !== SERVER_INFO) return null;
    asked = false;
    // Something has changed since it was asked for.
    if (stale) ask();
    return { kind: 'answers', answer: serverInfo(values) };
  }

  return {
    opening: command(AUTHENTICATE, AUTHENTICATE, u32(VERSION), bytesOf(NO_COOKIE)),
    hear(chunk) {
      const bodies = reader.push(chunk);
      if (bodies === null) return NOT_PULSE;
      let newest: Finding<SoundServer> | null = null;
      try {
        for (const body of bodies) newest = take(body) ?? newest;
      } catch (error) {
        if (error instanceof RangeError) return NOT_PULSE;
        throw error;
      }
      return newest;
    },
  };
}

const NOT_PULSE = { kind: 'refused', why: "it does not speak PulseAudio's protocol" } as const;

/** The server's name and version, user, host, samples, default sink. */
function serverInfo(values: Values): SoundServer {
  const name = values.string() ?? '';
  for (let skipped = 0; skipped < 3; skipped++) values.string();
  values.skipSamples();
  const sink = values.string();
  // PipeWire names what stands for the default, `@DEFAULT_SINK@`, when nothing does.
  return { server: name.includes('PipeWire') ? 'PipeWire' : 'PulseAudio', defaultSink: sink?.startsWith('@') ? null : sink };
}

function reason(code: number): string {
  return code === ACCESS_DENIED ? 'access denied' : `error ${code}`;
}
