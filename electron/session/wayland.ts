/** Asks a Wayland compositor whether it answers, and follows how many outputs it has. */
import { readdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Finding, Talk } from './link.ts';
import { type Message, MessageReader, readString, request } from './wire.ts';

// Objects: the display has a fixed number, the others are given by us.
const DISPLAY = 1;
const REGISTRY = 2;
const CALLBACK = 3;
// Requests of the display.
const SYNC = 0;
const GET_REGISTRY = 1;
// Events of the display, the registry and the callback.
const DISPLAY_ERROR = 0;
const GLOBAL = 0;
const GLOBAL_REMOVE = 1;

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

/** Begins a conversation, whose answer is the number of outputs: the registry names the outputs, then the sync is answered. */
export function talkWayland(): Talk<number> {
  const reader = new MessageReader();
  const outputs = new Set<number>();
  let answered = false;

  function take({ object, opcode, body }: Message): Finding<number> | null {
    if (object === REGISTRY && opcode === GLOBAL) {
      if (readString(body, 4) === 'wl_output') outputs.add(body.readUInt32LE(0));
    } else if (object === REGISTRY && opcode === GLOBAL_REMOVE) {
      outputs.delete(body.readUInt32LE(0));
    } else if (object === CALLBACK) {
      answered = true;
    } else if (object === DISPLAY && opcode === DISPLAY_ERROR) {
      return { kind: 'refused', why: readString(body, 8) };
    }
    return answered ? { kind: 'answers', answer: outputs.size } : null;
  }

  return {
    opening: Buffer.concat([request(DISPLAY, GET_REGISTRY, REGISTRY), request(DISPLAY, SYNC, CALLBACK)]),
    hear(chunk) {
      const messages = reader.push(chunk);
      if (messages === null) return { kind: 'refused', why: 'it does not speak Wayland' };
      let newest: Finding<number> | null = null;
      for (const message of messages) newest = take(message) ?? newest;
      return newest;
    },
  };
}
