import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCommand } from '../../../electron/alert/receivers/command.ts';
import { until } from '../../support/until.ts';
import { message } from '../messages.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-command-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function send(command: readonly [string, ...string[]], signal = new AbortController().signal) {
  const receiver = createCommand(
    { name: 'shout', kind: 'command', command },
    { folder, environment: () => ({ PATH: process.env['PATH'] ?? '', ROOM: 'lantern' }) },
  );
  return receiver.send([message('a')], { signal, picture: async () => null });
}

const said = (file: string) => readFileSync(join(folder, file), 'utf8');

it('gets the message on its standard input, in the folder of the exhibit, with nothing of Invigil’s own', async () => {
  expect(await send(['sh', '-c', 'cat > message; env > environment'])).toEqual({ outcome: 'delivered', detail: null });
  expect(JSON.parse(said('message'))).toEqual(message('a'));
  expect(said('environment')).toContain('ROOM=lantern');
  expect(said('environment')).not.toMatch(/INVIGIL|VITEST/);
});

it('that fails is tried again, and its last words are told', async () => {
  expect(await send(['sh', '-c', 'echo first >&2; echo "no modem" >&2; exit 3'])).toEqual({
    outcome: 'later',
    reason: 'it ended with exit status 3: no modem',
    afterMs: null,
  });
  expect(await send(['sh', '-c', 'kill -9 $$'])).toMatchObject({ reason: 'it was ended by SIGKILL' });
});

it('that does not read what it gets has told it all the same', async () => {
  expect(await send(['true'])).toMatchObject({ outcome: 'delivered' });
});

it('that is not there', async () => {
  expect(await send(['/no/such/program'])).toMatchObject({ outcome: 'later', reason: '/no/such/program cannot be started (ENOENT)' });
});

it('that hangs is ended with all that it has started', async () => {
  const ending = new AbortController();
  const sending = send(['sh', '-c', 'sleep 3600 & echo $! > child; echo $$ > pid; wait'], ending.signal);
  const [pid, child] = await until('it runs', () => attempt(() => [Number(said('pid')), Number(said('child'))]));
  ending.abort();
  expect(await sending).toMatchObject({ outcome: 'later', reason: 'it did not end in time and was ended' });
  await until('nothing is left', () => !lives(pid) && !lives(child));
});

it('a child that it leaves behind, with its output, holds up nobody', async () => {
  expect(await send(['sh', '-c', 'sleep 3600 & echo $! > child'])).toMatchObject({ outcome: 'delivered' });
  process.kill(Number(said('child')), 'SIGKILL');
});

function lives(pid: number | undefined): boolean {
  try {
    return pid !== undefined && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false; // No such process.
  }
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null; // Not yet written.
  }
}
