/** A sound server that speaks the few commands that matter, in the words of PipeWire 0.3. */
import { createServer, type Server, type Socket } from 'node:net';
import { command, PacketReader, u32, Values } from '../../electron/session/pulse-wire.ts';

const REPLY = 2;
const ERROR = 0;
const SERVER_INFO = 20;
const SUBSCRIBE = 35;
const EVENT = 66;
const SAMPLES = Buffer.from([97, 5, 2, 0, 0, 0xbb, 0x80]);

export const text = (words: string | null) => Buffer.from(words === null ? 'N' : `t${words}\0`);

/** The reply to the question for the server, `tag` as it was asked. */
export function serverInfo(tag: number, sink: string | null): Buffer {
  const words = ['PulseAudio (on PipeWire 0.3.65)', '15.0.0', 'kiosk', 'exhibit'].map(text);
  return command(REPLY, tag, ...words, SAMPLES, text(sink), text(sink), u32(7));
}

export interface FakeSoundOptions {
  readonly sink?: string | null;
  /** Accepts and says nothing, as one that hangs. */
  readonly silent?: boolean;
  readonly refuses?: boolean;
}

export class FakeSoundServer {
  readonly #server: Server;
  readonly #clients = new Set<Socket>();
  readonly #subscribed = new Set<Socket>();
  #sink: string | null;

  private constructor(server: Server, sink: string | null) {
    this.#server = server;
    this.#sink = sink;
  }

  static async start(path: string, { sink = null, silent = false, refuses = false }: FakeSoundOptions = {}): Promise<FakeSoundServer> {
    const server = createServer();
    const fake = new FakeSoundServer(server, sink);
    server.on('connection', (client) => fake.#serve(client, silent, refuses));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return fake;
  }

  get connections(): number {
    return this.#clients.size;
  }

  /** Changes the default; the clients that wished to be told are told. */
  set sink(name: string | null) {
    this.#sink = name;
    for (const client of this.#subscribed) client.write(command(EVENT, 0xffff_ffff, u32(0x17), u32(0xffff_ffff)));
  }

  async end(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(client: Socket, silent: boolean, refuses: boolean): void {
    const reader = new PacketReader();
    this.#clients.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => {
      this.#clients.delete(client);
      this.#subscribed.delete(client);
    });
    client.on('data', (chunk) => {
      if (silent) return;
      for (const body of reader.push(chunk) ?? [])
        client.write(refuses ? command(ERROR, 8, u32(1)) : this.#answer(client, new Values(body)));
    });
  }

  #answer(client: Socket, values: Values): Buffer {
    const [code, tag] = [values.u32(), values.u32()];
    if (code === SUBSCRIBE) this.#subscribed.add(client);
    return code === SERVER_INFO ? serverInfo(tag, this.#sink) : command(REPLY, tag, u32(35));
  }
}
