/** A webhook's server in every mood: it takes alerts, answers 429 or 500, says nothing, breaks off, and is restarted. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** After so long, in milliseconds, a connection on which it says nothing is broken off. */
const SILENT_MS = 100;
const AWAY_MS = 50;

export interface Taken {
  readonly id: string;
  readonly receiver: string;
  /** Monotonic, in milliseconds: when it arrived, and when it was answered. */
  readonly arrivedAt: number;
  readonly answeredAt: number;
}

export class MoodyServer {
  /** In the order in which they were answered. */
  readonly taken: Taken[] = [];
  readonly moods = { taken: 0, 'answered 429': 0, 'answered 500': 0, 'said nothing': 0, restarts: 0 };
  /** Called when an alert was just answered. */
  answered: () => void = () => undefined;
  readonly #random: () => number;
  #server: Server | null = null;
  #port = 0;

  /** `random`: from 0 to 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  get port(): number {
    return this.#port;
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      const arrivedAt = performance.now();
      request.resume().on('end', () => {
        const id = String(request.headers['idempotency-key']);
        this.#answer(id, (request.url ?? '').slice(1), arrivedAt, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    this.#port = address.port;
    this.#server = server;
  }

  /** What it has answered is on its way; what it has not is never answered. */
  async restart(): Promise<void> {
    this.moods.restarts += 1;
    await this.close();
    await sleep(AWAY_MS);
    await this.open();
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  #answer(id: string, receiver: string, arrivedAt: number, response: ServerResponse): void {
    const mood = this.#random();
    if (mood < 0.05) return this.#refuse(response, 429);
    if (mood < 0.2) return this.#refuse(response, 500);
    if (mood < 0.3) {
      this.moods['said nothing'] += 1;
      setTimeout(() => response.destroy(), SILENT_MS);
      return;
    }
    response.on('finish', () => {
      this.moods.taken += 1;
      this.taken.push({ id, receiver, arrivedAt, answeredAt: performance.now() });
      this.answered();
    });
    response.end();
  }

  #refuse(response: ServerResponse, status: 429 | 500): void {
    this.moods[`answered ${status}`] += 1;
    response.writeHead(status, status === 429 ? { 'Retry-After': '0' } : {}).end();
  }
}
