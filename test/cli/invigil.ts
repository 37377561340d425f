/** The command line as a real process, with folders of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openTestDoors } from '../api/doors.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** Bundled once for all tests of a file: as quick as what people run, and never older than the sources. */
export async function bundleCli(outdir: string): Promise<void> {
  await build({
    entryPoints: {
      main: join(PROJECT, 'electron/cli/main.ts'),
      'usage-worker': join(PROJECT, 'electron/process/usage/worker.ts'),
    },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // No test here runs a supervisor.
    external: ['*/supervisor/main.ts', 'node-unix-socket'],
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  writeFileSync(join(outdir, 'package.json'), '{"type":"module"}');
  // Native addons are found where they are.
  symlinkSync(join(PROJECT, 'node_modules'), join(outdir, 'node_modules'));
}

export interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Place {
  /** A running exhibit: the API in front of a double. */
  exhibit(name: string): Promise<Awaited<ReturnType<typeof openTestDoors>>>;
  /** Runs to the end. */
  invigil(...args: string[]): Promise<Ended>;
  /** Starts and leaves it to the test. */
  begin(...args: string[]): Running;
  /** The same on a terminal of its own. */
  beginOnTerminal(...args: string[]): Running;
  readonly folder: string;
  close(): Promise<void>;
}

export interface Running {
  readonly process: ChildProcess;
  /** What it has written to standard output so far. */
  out(): string;
  /** The same of standard error. */
  err(): string;
  readonly ended: Promise<Ended>;
}

/** `main`: the bundle. */
function makePlace(main: string): Place {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-cli-'));
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_RUNTIME_DIR: join(folder, 'run'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    TERM: 'xterm',
  };
  const open: Awaited<ReturnType<typeof openTestDoors>>[] = [];
  const running: Running[] = [];

  function launch(program: string, args: readonly string[]): Running {
    const child = spawn(program, args, { env, cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const ended = once(child, 'close').then(([exit]) => ({ exit, out, err }));
    const one = { process: child, out: () => out, err: () => err, ended };
    running.push(one);
    return one;
  }

  return {
    folder,
    begin: (...args) => launch(process.execPath, [main, ...args]),
    beginOnTerminal: (...args) => launch('script', ['-qec', ['exec', process.execPath, main, ...args].join(' '), '/dev/null']),
    invigil: (...args) => launch(process.execPath, [main, ...args]).ended,
    async exhibit(name) {
      const runtime = join(env.XDG_RUNTIME_DIR, 'invigil', name);
      mkdirSync(runtime, { recursive: true, mode: 0o700 });
      const doors = await openTestDoors(runtime);
      open.push(doors);
      return doors;
    },
    async close() {
      for (const one of running) one.process.kill('SIGKILL');
      await Promise.all(running.map((one) => one.ended));
      for (const doors of open) await doors.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Bundles once for the file and gives each test a place of its own, which is gone after it. */
export function placeForEachTest(use: (place: Place) => void): void {
  let bundle = '';
  let place: Place;
  beforeAll(async () => {
    bundle = mkdtempSync(join(tmpdir(), 'invigil-bundle-'));
    await bundleCli(bundle);
  });
  afterAll(() => rmSync(bundle, { recursive: true, force: true }));
  beforeEach(() => {
    place = makePlace(join(bundle, 'main.js'));
    use(place);
  });
  afterEach(() => place.close());
}
