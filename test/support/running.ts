/** A real supervisor of a real exhibit, in folders of its own: started, asked, waited for, ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StatusJson } from '../../electron/documents/status.ts';

const SUPERVISOR = join(import.meta.dirname, '../fixtures/supervisor.ts');

/** A busy machine needs long to load a supervisor from its sources. */
const STARTED_WITHIN_MS = 45_000;

type Status = StatusJson;

export class Running {
  readonly folder: string;
  readonly environment: Record<string, string>;
  #process: ChildProcess | null = null;
  output = '';

  /** `toml`: the exhibit file, without its head. Files lie beside it. */
  constructor(toml: string, files: Readonly<Record<string, string>> = {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'inv-'));
    const base = (name: string) => join(this.folder, name);
    for (const name of ['run', 'state', 'config', 'exhibit']) mkdirSync(base(name), { mode: 0o700 });
    const inherited = Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !/^(WAYLAND_DISPLAY|DISPLAY|XDG_SESSION_TYPE)$/.test(entry[0]),
    );
    this.environment = {
      ...Object.fromEntries(inherited),
      XDG_RUNTIME_DIR: base('run'),
      XDG_STATE_HOME: base('state'),
      XDG_CONFIG_HOME: base('config'),
    };
    this.write(toml, files);
  }

  write(toml: string, files: Readonly<Record<string, string>> = {}): void {
    writeFileSync(join(this.folder, 'exhibit', 'exhibit.toml'), `schema = 1\n[exhibit]\nname = "test"\n${toml}`);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, 'exhibit', name), text, { mode: 0o755 });
  }

  /** Starts a supervisor (another one, after the last was killed) and waits until it answers. `flags`: `--no-recover`, `--watch`. */
  async start(...flags: readonly string[]): Promise<this> {
    const child = this.spawnSupervisor(...flags);
    this.#process = child;
    await this.until('the supervisor answers', async () => child.exitCode !== null || (await this.answers()), STARTED_WITHIN_MS);
    if (child.exitCode !== null) throw new Error(`the supervisor ended with ${child.exitCode}:\n${this.output}`);
    return this;
  }

  /** A supervisor process that nobody waits for. */
  spawnSupervisor(...flags: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [SUPERVISOR, join(this.folder, 'exhibit'), ...flags], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    return child;
  }

  get socket(): string {
    return join(this.folder, 'run/invigil/test/control.sock');
  }

  get pid(): number {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error('no supervisor runs');
    return pid;
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  async status(): Promise<Status> {
    return JSON.parse((await this.ask('GET', '/api/v1/status')).body);
  }

  /** The answer of the API, as text. */
  async read(resource: string): Promise<string> {
    return (await this.ask('GET', `/api/v1/${resource}`)).body;
  }

  async service(name: string): Promise<Status['services'][number]> {
    const found = (await this.status()).services.find((service) => service.name === name);
    if (found === undefined) throw new Error(`no service ${name}`);
    return found;
  }

  /** `core running, audio waiting` */
  async states(): Promise<string> {
    return (await this.status()).services.map((service) => `${service.name} ${service.state}`).join(', ');
  }

  async command(name: string, args: object = {}): Promise<{ status: number; body: string }> {
    return this.ask('POST', `/api/v1/commands/${name}`, args);
  }

  log(service: string): string {
    const file = join(this.folder, 'state/invigil/test/log', `${service}.log`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** Waits for a condition; the deadline only ends a test that has failed. */
  async until(what: string, holds: () => boolean | Promise<boolean>, deadlineMs = 20_000): Promise<void> {
    const end = performance.now() + deadlineMs;
    while (!(await holds())) {
      if (performance.now() > end) throw new Error(`waited in vain for: ${what}\n${this.output}`);
      await sleep(20);
    }
  }

  async reaches(states: string): Promise<void> {
    await this.until(states, async () => (await this.states()) === states).catch(async (cause: unknown) => {
      throw new Error(`it is: ${await this.states()}`, { cause });
    });
  }

  /** Ends the supervisor, by force if need be, and removes everything. */
  async remove(): Promise<void> {
    const child = this.#process;
    if (child !== null && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(impatience);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  async ended(): Promise<number | null> {
    const child = this.#process;
    if (child === null) throw new Error('no supervisor runs');
    await this.until('the supervisor ends', () => child.exitCode !== null || child.signalCode !== null);
    return child.exitCode;
  }

  /** A killed supervisor leaves its socket behind: only an answer counts. */
  private answers(): Promise<boolean> {
    return this.ask('GET', '/healthz').then(
      () => true,
      () => false,
    );
  }

  private ask(method: string, path: string, body?: object): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const asked = request({ socketPath: this.socket, method, path, headers: { 'content-type': 'application/json' } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
