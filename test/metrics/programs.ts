/** Prometheus and Alertmanager as they are, each in a folder of its own, ended with the test. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isExecutable } from '../../electron/platform/executable.ts';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';

/** They load hundreds of megabytes, on a busy machine. */
const START_MS = 60_000;

/** What is not installed here of what these tests start. */
export const missing: readonly string[] = ['prometheus', 'prometheus-alertmanager', 'promtool'].filter((name) => !isHere(name));

function isHere(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => isExecutable(join(folder, name)));
}

const answer = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

export type Result = z.infer<typeof answer>['data']['result'];

export class Program {
  readonly folder = mkdtempSync(join(tmpdir(), 'invigil-prometheus-'));
  readonly port: number;
  #child: ChildProcess | null = null;
  output = '';

  private constructor(port: number) {
    this.port = port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** `files`: its configuration `prometheus.yml`, and what lies beside it. */
  static async prometheus(files: Readonly<Record<string, string>>, mode: 'server' | 'agent' = 'server'): Promise<Program> {
    const program = new Program(await freePort());
    const storage = join(program.folder, 'data');
    mkdirSync(storage);
    program.#write(files);
    await program.#start('prometheus', [
      `--config.file=${join(program.folder, 'prometheus.yml')}`,
      `--web.listen-address=127.0.0.1:${program.port}`,
      ...(mode === 'agent'
        ? ['--enable-feature=agent', `--storage.agent.path=${storage}`]
        : [`--storage.tsdb.path=${storage}`, '--web.enable-remote-write-receiver']),
    ]);
    return program;
  }

  /** Tells one webhook, at once. */
  static async alertmanager(webhook: string): Promise<Program> {
    const program = new Program(await freePort());
    const route = { receiver: 'hook', group_by: ['...'], group_wait: '1ms', group_interval: '1s' };
    const config = { route, receivers: [{ name: 'hook', webhook_configs: [{ url: webhook }] }] };
    program.#write({ 'alertmanager.json': JSON.stringify(config) });
    await program.#start('prometheus-alertmanager', [
      `--config.file=${join(program.folder, 'alertmanager.json')}`,
      `--web.listen-address=127.0.0.1:${program.port}`,
      `--storage.path=${join(program.folder, 'data')}`,
      '--cluster.listen-address=',
    ]);
    return program;
  }

  async query(expression: string): Promise<Result> {
    const asked = await fetch(`${this.url}/api/v1/query?query=${encodeURIComponent(expression)}`);
    const text = await asked.text();
    if (!asked.ok) throw new Error(`${expression}: ${text}`);
    return answer.parse(JSON.parse(text)).data.result;
  }

  async remove(): Promise<void> {
    const child = this.#child;
    if (child !== null && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  #write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
  }

  async #start(name: string, flags: readonly string[]): Promise<void> {
    const child = spawn(name, [...flags, '--log.level=warn'], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    await until(
      `${name} is ready`,
      () => {
        if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}: ${this.output}`);
        return fetch(`${this.url}/-/ready`).then(
          ({ ok }) => ok,
          () => false,
        );
      },
      START_MS,
    );
  }
}

/** What promtool says of a text on its standard input, or of files; throws when it finds fault. */
export function promtool(flags: readonly string[], input = ''): string {
  return execFileSync('promtool', flags, { input, encoding: 'utf8', stdio: 'pipe' });
}
