/** Asks a Wayland compositor whether it answers, and follows how many screens it has. */
import { readdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Finding, Talk } from './link.ts';
import { bindRequest, type Message, MessageReader, readString, request } from './wire.ts';

// Objects: the display has a fixed number, the others are given by us.
const DISPLAY = 1;
const REGISTRY = 2;
const FIRST_CALLBACK = 3;
// Requests of the display.
const SYNC = 0;
const GET_REGISTRY = 1;
// Events of the display and the registry; a callback has but one.
const DISPLAY_ERROR = 0;
const GLOBAL = 0;
const GLOBAL_REMOVE = 1;
// An output's events, and the flag of the mode that it is in.
const OUTPUT_MODE = 1;
const CURRENT = 1;
/** As much of an output as is looked at; later versions tell more. */
const OUTPUT_VERSION = 2;

/** The names of sockets in the runtime folder that compositors choose by themselves. */
export const SOCKET_NAME = /^wayland-(\d+)$/;

/** Where a compositor may be reached now: at what WAYLAND_DISPLAY names, or at any other socket of the folder. */
export function waylandSockets(folder: string, named: string | undefined): readonly string[] {
  const numbers = namesIn(folder).flatMap((name) => SOCKET_NAME.exec(name)?.[1] ?? []);
  const found = numbers.sort((a, b) => Number(a) - Number(b)).map((number) => join(folder, `wayland-${number}`));
  return [...new Set([...(named === undefined ? [] : [isAbsolute(named) ? named : join(folder, named)]), ...found])];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // Not there yet: that is watched for.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Begins a conversation, whose answer is the number of screens that show something: outputs with a mode. The registry names the
 * outputs, each is bound so that it tells its mode, and a sync after all of that is answered when everything was said.
 */
export function talkWayland(say: (bytes: Buffer) => void): Talk<number> {
  const reader = new MessageReader();
  /** By the global's name: its object. */
  const outputs = new Map<number, number>();
  /** Objects of outputs that have a mode. */
  const shining = new Set<number>();
  const awaited = new Set<number>([FIRST_CALLBACK]);
  let newest = FIRST_CALLBACK;

  function sync(): Buffer {
    newest += 1;
    awaited.add(newest);
    return request(DISPLAY, SYNC, newest);
  }

  function added(name: number, version: number): void {
    newest += 1;
    outputs.set(name, newest);
    say(Buffer.concat([bindRequest(REGISTRY, name, 'wl_output', Math.min(version, OUTPUT_VERSION), newest), sync()]));
  }

  function take({ object, opcode, body }: Message): Finding<number> | null {
    if (object === REGISTRY && opcode === GLOBAL) {
      if (readString(body, 4) === 'wl_output') added(body.readUInt32LE(0), body.readUInt32LE(body.length - 4));
    } else if (object === REGISTRY && opcode === GLOBAL_REMOVE) {
      const name = body.readUInt32LE(0);
      shining.delete(outputs.get(name) ?? DISPLAY);
      outputs.delete(name);
    } else if (awaited.has(object)) {
      awaited.delete(object);
    } else if (object === DISPLAY && opcode === DISPLAY_ERROR) {
      return { kind: 'refused', why: readString(body, 8) };
    } else if (opcode === OUTPUT_MODE && [...outputs.values()].includes(object)) {
      const [flags, width, height] = [body.readUInt32LE(0), body.readInt32LE(4), body.readInt32LE(8)];
      if ((flags & CURRENT) !== 0 && width > 0 && height > 0) shining.add(object);
    }
    return awaited.size === 0 ? { kind: 'answers', answer: shining.size } : null;
  }

  return {
    opening: Buffer.concat([request(DISPLAY, GET_REGISTRY, REGISTRY), request(DISPLAY, SYNC, FIRST_CALLBACK)]),
    again: sync,
    hear(chunk) {
      const messages = reader.push(chunk);
      if (messages === null) return { kind: 'refused', why: 'it does not speak Wayland' };
      let found: Finding<number> | null = null;
      for (const message of messages) found = take(message) ?? found;
      return found;
    },
  };
}
