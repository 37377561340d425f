/** A compositor that speaks the few messages that matter: registry, sync, outputs that come and go. */
import { createServer, type Server, type Socket } from 'node:net';
import { MessageReader, request } from '../../electron/session/wire.ts';

const REGISTRY = 2;

export class FakeCompositor {
  readonly #server: Server;
  readonly #clients = new Set<Socket>();
  readonly #outputs: Set<number>;
  #answers: boolean;
  /** Outputs that are there and show nothing. */
  readonly #dark = new Set<number>();
  /** Callbacks whose sync is not answered yet. */
  #asked: { readonly client: Socket; readonly callback: number }[] = [];

  private constructor(server: Server, outputs: readonly number[], answers: boolean) {
    this.#server = server;
    this.#outputs = new Set(outputs);
    this.#answers = answers;
  }

  /** Listens at the path. With `answers` false it accepts and says nothing, as one that hangs. */
  static async start(path: string, { outputs = [1], answers = true }: { outputs?: readonly number[]; answers?: boolean } = {}) {
    const server = createServer();
    const compositor = new FakeCompositor(server, outputs, answers);
    server.on('connection', (client) => compositor.#serve(client));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return compositor;
  }

  get connections(): number {
    return this.#clients.size;
  }

  plug(output: number): void {
    this.#outputs.add(output);
    for (const client of this.#clients) client.write(globalEvent(output, 'wl_output'));
  }

  /** An output that is there and in no mode, as one that is switched off in some compositors. */
  plugDark(output: number): void {
    this.#dark.add(output);
    this.plug(output);
  }

  /** Goes on accepting and says nothing any more. */
  hang(): void {
    this.#answers = false;
  }

  unplug(output: number): void {
    this.#outputs.delete(output);
    for (const client of this.#clients) client.write(request(REGISTRY, 1, output));
  }

  /** Goes on after having hung. */
  answer(): void {
    this.#answers = true;
    for (const { client, callback } of this.#asked.splice(0)) client.write(request(callback, 0, 0));
  }

  /** Its connections close and its socket goes, as at a logout. */
  async end(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(client: Socket): void {
    const reader = new MessageReader();
    this.#clients.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => this.#clients.delete(client));
    client.on('data', (chunk) => {
      for (const { object, opcode, body } of reader.push(chunk) ?? []) {
        if (object === REGISTRY) this.#bound(client, body);
        else if (opcode === 1) this.#announce(client);
        else this.#asked.push({ client, callback: body.readUInt32LE(0) });
      }
      if (this.#answers) this.answer();
    });
  }

  #bound(client: Socket, body: Buffer): void {
    const flags = this.#dark.has(body.readUInt32LE(0)) ? 0 : 1;
    client.write(request(body.readUInt32LE(body.length - 4), 1, flags, 1920, 1080, 60_000));
  }

  /** In pieces, as a busy socket delivers them. */
  #announce(client: Socket): void {
    const events = [globalEvent(100, 'wl_compositor'), ...[...this.#outputs].map((output) => globalEvent(output, 'wl_output'))];
    const bytes = Buffer.concat(events);
    client.write(bytes.subarray(0, 13));
    client.write(bytes.subarray(13));
  }
}

function globalEvent(name: number, kind: string): Buffer {
  const text = Buffer.from(`${kind}\0`);
  const padded = Buffer.concat([text, Buffer.alloc(-text.length & 3)]);
  const head = request(REGISTRY, 0, name, text.length);
  const bytes = Buffer.concat([head, padded, Buffer.from([4, 0, 0, 0])]);
  bytes.writeUInt32LE((bytes.length << 16) >>> 0, 4);
  return bytes;
}
