/**
 * Every peer that is here does what the comparisons take for granted. Floors and Invigil always are; the others are brought by
 * `npm run bench`, and are tried where that was run.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Stamps } from '../measure/stamps.ts';
import { bundle } from '../support/bundle.ts';
import { compiled } from '../support/compile.ts';
import { until } from '../support/until.ts';
import { present } from './cost/present.ts';
import type { Child, Peer, RunningPeer } from './peer.ts';
import { PEERS } from './peers/index.ts';
import { marked, supervisors } from './peers/mark.ts';

const PATIENCE_MS = 30_000;
/** Notes its pid and what it got through whatever quotation there is. */
const PROGRAM = 'printf "%s %s\\n" $$ "$WORDS" >>"$0"; echo a line; exec sleep 1000';
const WORDS = "it's 100% $HOME, a\\b; =c";

interface Stage {
  readonly running: RunningPeer;
  readonly folder: string;
  /** Pids of all starts so far. */
  starts(): string[];
  notes(): string;
}

async function started(peer: Peer, child: Omit<Child, 'name'>): Promise<{ running: RunningPeer; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'inv-peer-'));
  const running = await peer.start(folder, [{ name: 'core', ...child }]);
  onTestFinished(async () => {
    await running.end();
    rmSync(folder, { recursive: true, force: true });
  });
  return { running, folder };
}

async function staged(peer: Peer, options: { readonly stamped?: true } = {}): Promise<Stage> {
  const beside = mkdtempSync(join(tmpdir(), 'inv-notes-'));
  onTestFinished(() => rmSync(beside, { recursive: true, force: true }));
  const file = join(beside, 'starts');
  const { running, folder } = await started(peer, { command: ['/bin/sh', '-c', PROGRAM, file], environment: { WORDS }, ...options });
  const notes = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const starts = () =>
    notes()
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split(' ')[0] ?? '');
  await until('its child runs', () => starts().length > 0, PATIENCE_MS);
  return { running, folder, starts, notes };
}

beforeAll(bundle);

describe.each(present(PEERS).peers)('$title', (peer) => {
  test('starts a child with its environment, and starts it again when it was killed', async () => {
    const { starts, notes } = await staged(peer);
    expect(notes()).toContain(`${starts()[0]} ${WORDS}\n`);
    process.kill(Number(starts()[0]), 'SIGKILL');
    await until('it runs again', () => starts().length > 1, PATIENCE_MS);
  });

  test('tells its own processes from its children, and leaves none', async () => {
    const { running, folder, starts } = await staged(peer);
    expect(running.processes()).toContain(running.pid);
    expect(running.processes()).not.toContain(Number(starts()[0]));
    expect(marked(folder)).toContain(Number(starts()[0]));
    await running.end();
    expect(marked(folder)).toEqual([]);
  });

  test('leaves nothing when it was killed', async () => {
    const { running, folder } = await staged(peer);
    process.kill(running.pid, 'SIGKILL');
    await until('it has ended', () => !supervisors(folder).includes(running.pid), PATIENCE_MS);
    await running.end();
    expect(marked(folder)).toEqual([]);
  });

  if (!peer.cannot.includes('stamp'))
    test('puts a time before each line of a stamped child', async () => {
      const { running } = await staged(peer, { stamped: true });
      await until('the line is in its log', () => /\d.*a line/.test(running.log('core')), PATIENCE_MS);
    });

  if (!peer.cannot.includes('silence'))
    test('ends a child that is silent for too long', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'inv-stamps-'));
      const environment = { MEASURE_SOCKET: join(folder, 'socket') };
      const stamps = await Stamps.listen(environment.MEASURE_SOCKET);
      onTestFinished(() => {
        stamps.close();
        rmSync(folder, { recursive: true, force: true });
      });
      const first = stamps.next('core');
      // It says that it is ready, and nothing more.
      await started(peer, { command: [compiled('stamped', ['-static']), 'core'], environment, silentForMs: 300 });
      await first;
      await stamps.next('core');
    });
});
