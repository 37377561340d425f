/** A real ntfy server on a port of its own, which test/lab/get-ntfy has brought. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';

/** `new`: 2.16 or later, knows sequence ids. `old`: 2.11. */
export type NtfyVersion = 'new' | 'old';

/** What tests with both servers do not find here. */
export const missingForNtfy: readonly string[] = (['new', 'old'] as const)
  .filter((version) => !existsSync(program(version)))
  .map((version) => `the ntfy server (test/lab/get-ntfy ${version})`);

const receivedSchema = z.object({
  id: z.string(),
  event: z.string(),
  time: z.number(),
  sequence_id: z.string().optional(),
  title: z.string().optional(),
  message: z.string().optional(),
  priority: z.number().optional(),
  tags: z.array(z.string()).optional(),
  click: z.string().optional(),
  attachment: z.object({ name: z.string(), type: z.string().optional(), size: z.number().optional(), url: z.string() }).optional(),
});

export type Received = z.infer<typeof receivedSchema>;

export const TOPIC = 'lantern-3f9c';

export interface NtfyServerOptions {
  readonly attachments?: boolean;
  /** Nobody may anything without a token; `token` says what that may. */
  readonly token?: 'write-only' | 'read-write' | undefined;
  /** Further settings: `--visitor-request-limit-burst`. */
  readonly settings?: readonly string[];
}

export class NtfyTestServer {
  readonly #version: NtfyVersion;
  readonly #options: NtfyServerOptions;
  readonly #folder = mkdtempSync(join(tmpdir(), 'invigil-ntfy-'));
  #port = 0;
  #child: ChildProcess | null = null;
  /** `tk_...`; empty: it asks for none. */
  token = '';

  constructor(version: NtfyVersion, options: NtfyServerOptions = {}) {
    this.#version = version;
    this.#options = options;
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Also again after `stop`, on the same port and with what it has kept. */
  async start(): Promise<void> {
    if (this.#port === 0) this.#port = await freePort();
    const { attachments = false, token, settings = [] } = this.#options;
    const file = (name: string) => join(this.#folder, name);
    writeFileSync(file('server.yml'), '');
    this.#child = spawn(
      program(this.#version),
      [
        ...['serve', '--config', file('server.yml'), '--listen-http', `127.0.0.1:${this.#port}`, '--base-url', this.address],
        // Tests look often; what comes later counts.
        ...['--cache-file', file('cache.db'), '--visitor-request-limit-burst', '10000', ...settings],
        ...(attachments ? ['--attachment-cache-dir', file('attachments')] : []),
        ...(token === undefined ? [] : ['--auth-file', file('auth.db'), '--auth-default-access', 'deny-all']),
      ],
      { stdio: 'ignore' },
    );
    await until('the ntfy server answers', () => this.#answers(), 20_000);
    if (token !== undefined && this.token === '') this.token = this.#makeToken(token);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Everything on the topic, oldest first; what is still to be delivered too. */
  async messages(topic = TOPIC): Promise<Received[]> {
    const response = await fetch(`${this.address}/${topic}/json?poll=1&scheduled=1`, { headers: this.#headers() });
    if (!response.ok) throw new Error(`the ntfy server answers with status ${response.status}`);
    return linesOf(await response.text());
  }

  /** What a phone would show: of each sequence the newest, without what waits or was deleted. */
  async shown(): Promise<Received[]> {
    const shown = new Map<string, Received>();
    for (const one of await this.messages()) {
      if (one.time > Date.now() / 1_000 + 1) continue;
      const key = one.sequence_id ?? one.id;
      if (one.event === 'message') shown.set(key, one);
      else if (one.event === 'message_delete') shown.delete(key);
    }
    return [...shown.values()];
  }

  /** Calls `onMessage` for each message as it arrives, until `signal`; resolves when it listens. */
  async follow(onMessage: (message: Received) => void, signal: AbortSignal): Promise<void> {
    const response = await fetch(`${this.address}/${TOPIC}/json`, { headers: this.#headers(), signal });
    const { body } = response;
    if (!response.ok || body === null) throw new Error(`the ntfy server answers with status ${response.status}`);
    const listening = Promise.withResolvers<void>();
    const lines = createInterface({ input: Readable.from(body) });
    const read = async () => {
      for await (const line of lines) {
        for (const message of linesOf(line)) {
          if (message.event === 'open') listening.resolve();
          if (message.event === 'message') onMessage(message);
        }
      }
    };
    read().catch((error: unknown) => {
      if (!signal.aborted) listening.reject(error);
    });
    await listening.promise;
  }

  #headers(): Record<string, string> {
    return this.token === '' ? {} : { Authorization: `Bearer ${this.token}` };
  }

  async #answers(): Promise<boolean> {
    if (this.#child?.exitCode !== null) throw new Error('the ntfy server has ended');
    try {
      return (await fetch(`${this.address}/v1/health`)).ok;
    } catch {
      return false; // Not yet.
    }
  }

  #makeToken(access: string): string {
    const run = (...args: readonly string[]) => {
      const [first = '', ...rest] = args;
      const files = ['--config', join(this.#folder, 'server.yml'), '--auth-file', join(this.#folder, 'auth.db')];
      const env = { ...process.env, NTFY_PASSWORD: 'a password of the test' };
      return execFileSync('sh', ['-c', '"$0" "$@" 2>&1', program(this.#version), first, ...files, ...rest], { env, encoding: 'utf8' });
    };
    run('user', 'add', 'lantern');
    run('access', 'lantern', TOPIC, access);
    const token = /tk_\w+/.exec(run('token', 'add', 'lantern'))?.[0];
    if (token === undefined) throw new Error('ntfy has made no token');
    return token;
  }
}

function linesOf(text: string): Received[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => receivedSchema.parse(JSON.parse(line)));
}

function program(version: NtfyVersion): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'invigil', `ntfy-${version}`, 'usr/bin/ntfy');
}
