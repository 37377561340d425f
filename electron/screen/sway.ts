/** A connection to sway: questions in order, each with its answer, and a sign that windows or screens have changed. */
import { connect, type Socket } from 'node:net';
import * as z from 'zod';
import { ASK, type Ask, encodeFrame, type Frame, FrameReader } from './frame.ts';
import { type Output, outputs } from './outputs.ts';
import { tree, type Window, windowsIn } from './windows.ts';

const results = z.array(z.object({ success: z.boolean(), error: z.string().optional() }));
const subscribed = z.object({ success: z.boolean() });
const config = z.object({ config: z.string() });
const event = z.object({ change: z.string(), container: z.unknown().optional() });

/**
 * A screen that comes or goes is heard of by its workspaces: sway 1.7 knows no event of outputs, and every sway makes, moves or
 * drops a workspace with one. Of windows only these changes; a moving one tells of every step.
 */
const EVENTS = ['window', 'workspace'];
const OF_WINDOWS = ['new', 'close', 'floating'];

interface Waiting {
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

export class Sway {
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];
  #onChange: () => void = () => undefined;
  #onClose: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    const reader = new FrameReader();
    socket.on('data', (chunk) => {
      const frames = reader.push(chunk);
      if (frames === null) socket.destroy(new Error('it does not speak as sway does'));
      else for (const frame of frames) this.#take(frame);
    });
    let failure = new Error('sway has closed the connection');
    socket.on('error', (error) => {
      failure = error;
    });
    socket.on('close', () => {
      for (const { reject } of this.#waiting.splice(0)) reject(failure);
      this.#onClose();
    });
  }

  /** Connects to sway's socket. Rejects where nobody listens. */
  static open(path: string): Promise<Sway> {
    return new Promise((resolve, reject) => {
      const socket = connect(path, () => {
        socket.off('error', reject);
        resolve(new Sway(socket));
      });
      socket.once('error', reject);
    });
  }

  /** `onChange`: windows or screens are not what they were. */
  async follow(onChange: () => void, onClose: () => void): Promise<void> {
    this.#onChange = onChange;
    this.#onClose = onClose;
    const { success } = subscribed.parse(await this.#ask(ASK.subscribe, JSON.stringify(EVENTS)));
    if (!success) throw new Error('it tells of no changes');
  }

  async outputs(): Promise<readonly Output[]> {
    return outputs.parse(await this.#ask(ASK.outputs));
  }

  async windows(): Promise<readonly Window[]> {
    return windowsIn(tree.parse(await this.#ask(ASK.tree)));
  }

  /** The text of its configuration file. */
  async config(): Promise<string> {
    return config.parse(await this.#ask(ASK.config)).config;
  }

  /** Null: done; else what was wrong with it. */
  async run(command: string): Promise<string | null> {
    const failed = results.parse(await this.#ask(ASK.command, command)).find(({ success }) => !success);
    return failed === undefined ? null : (failed.error ?? 'it says no more');
  }

  close(): void {
    this.#onClose = () => undefined;
    this.#socket.destroy();
  }

  async #ask(type: Ask, payload = ''): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    if (this.#socket.destroyed) throw new Error('sway has closed the connection');
    this.#waiting.push({ resolve, reject });
    this.#socket.write(encodeFrame(type, payload));
    return JSON.parse(await promise);
  }

  #take({ event: isEvent, text }: Frame): void {
    if (!isEvent) return this.#waiting.shift()?.resolve(text);
    const { change, container } = event.parse(JSON.parse(text));
    if (container === undefined || OF_WINDOWS.includes(change)) this.#onChange();
  }
}
