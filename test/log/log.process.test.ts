import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LogPort, START_MARK } from '../../electron/log/log.ts';
import { until } from '../support/until.ts';
import { createLog } from './create-log.ts';
import { ended, Folder, SETTINGS, serve } from './folder.ts';

const FLOOD = fileURLToPath(new URL('../fixtures/log-flood.mjs', import.meta.url));
const MORTAL = new URL('../fixtures/log-mortal-worker.ts', import.meta.url);

let folder: Folder;
let log: LogPort;

beforeEach(() => {
  folder = new Folder();
});
afterEach(async () => {
  await log.close();
  folder.remove();
});

/** Nothing that is to be started is found meanwhile. */
function withoutPrograms<T>(act: () => T): T {
  const path = process.env['PATH'];
  process.env['PATH'] = folder.path;
  try {
    return act();
  } finally {
    process.env['PATH'] = path;
  }
}

describe('the log', () => {
  beforeEach(async () => {
    log = await createLog(folder.options);
  });

  it('keeps what a service writes, stamped, with marks between', async () => {
    const core = log.open('core', SETTINGS);
    log.note('core', START_MARK, 'info');
    await ended(serve(core, 'sh', '-c', 'echo one; echo two >&2; printf three'));
    log.note('core', 'exited with status 0', 'info');
    await until('the mark', () => folder.texts('core.log').at(-1) === 'inv exited with status 0');
    const texts = folder.texts('core.log');
    expect(texts).toHaveLength(5);
    expect(texts[0]).toBe('inv starting');
    expect(new Set(texts.slice(1, 4))).toEqual(new Set(['out one', 'err two', 'out three']));
    expect(folder.raw('core.log')[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z inv /);
  });

  it('gives the service a pipe that blocks and can be opened as /dev/stdout, and leaves no file behind', async () => {
    const core = log.open('core', SETTINGS);
    await ended(serve(core, 'sh', '-c', 'stat -L -c %F /proc/self/fd/1; grep flags /proc/self/fdinfo/1; echo again >/dev/stdout'));
    await log.close();
    const [kind, flags, again] = folder.texts('core.log');
    expect(kind).toBe('out fifo');
    expect(Number.parseInt(flags?.split('\t')[1] ?? '', 8) & 0o4000).toBe(0);
    expect(again).toBe('out again');
    expect(readdirSync(folder.run)).toEqual([]);
  });

  it('has the pipes of the services that it was told of when it is ready, and leaves no file of them behind', async () => {
    await log.close();
    log = await createLog({ ...folder.options, services: ['core', 'audio'] });
    expect(readdirSync(folder.run)).toEqual([]);
    const [core, audio] = withoutPrograms(() => [log.open('core', SETTINGS), log.open('audio', SETTINGS)] as const);
    expect(new Set([core, audio].flatMap(({ stdout, stderr }) => [stdout, stderr])).size).toBe(4);
    await ended(serve(audio, 'echo', 'heard'));
    await until('its output', () => folder.texts('audio.log').includes('out heard'));
  });

  it('makes the pipes of a service when they are asked for, where they could not be made before', async () => {
    await log.close();
    log = await withoutPrograms(() => createLog({ ...folder.options, services: ['core'] }));
    await ended(serve(log.open('core', SETTINGS), 'echo', 'heard'));
    await until('its output', () => folder.texts('core.log').includes('out heard'));
  });

  it('serves every start of a service with the same pipes, whoever else still holds them', async () => {
    const first = log.open('core', SETTINGS);
    // A program that makes its output non-blocking, as Node does, and a grandchild that stays.
    const holder = serve(first, 'sh', '-c', 'sleep 60 & echo $!; exec "$0" -e "console.log(1)"', process.execPath);
    await ended(holder);
    const second = log.open('core', SETTINGS);
    expect(second).toEqual(first);
    await ended(serve(second, 'sh', '-c', 'echo next'));
    await log.close();
    const [pid, ...texts] = folder.texts('core.log').map((text) => text.slice(4));
    process.kill(Number(pid));
    expect(texts).toEqual(['1', 'next']);
  });

  it('rotates between lines and loses none', async () => {
    const core = log.open('core', { sizeBytes: 300_000, keep: 100 });
    // Less than one stream's buffer, so that no disk is too slow for it.
    await ended(serve(core, process.execPath, FLOOD, '900000b'));
    await log.close();
    const files = readdirSync(folder.log);
    const sizes = files.map((name) => readFileSync(join(folder.log, name)).length);
    const lines = files.flatMap((name) => folder.texts(name));
    expect(files.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(300_000);
    expect(lines).toEqual(Array.from({ length: 14 * 655 }, () => `out ${'x'.repeat(99)}`));
    expect(log.drops().size).toBe(0);
  });

  it('keeps as many old files as were asked for last', async () => {
    let core = log.open('core', { sizeBytes: 100_000, keep: 5 });
    await ended(serve(core, process.execPath, FLOOD, '3000000b'));
    // The log is written by a thread of its own, which may be renaming files at any moment.
    await until('five old files beside the newest', () => readdirSync(folder.log).length === 6);
    core = log.open('core', { sizeBytes: 100_000, keep: 2 });
    await ended(serve(core, process.execPath, FLOOD, '3000000b'));
    await log.close();
    expect(readdirSync(folder.log).sort()).toEqual(['core.log', 'core.log.1', 'core.log.2']);
  });

  it('goes on in the file of the run before, after a torn line on a new one', async () => {
    mkdirSync(folder.log, { recursive: true });
    execFileSync('sh', ['-c', 'printf "2026-11-21T15:00:00.123Z out half a li" > "$0"', join(folder.log, 'core.log')]);
    log.note('core', 'again', 'info');
    await log.close();
    expect(folder.texts('core.log')).toEqual(['out half a li', 'inv again']);
  });

  it('holds the supervisor’s own words', async () => {
    log.note(null, 'ready', 'info');
    await log.close();
    expect(folder.texts('invigil.log')).toEqual(['inv ready']);
  });

  it('does not stop a service whose disk stalls; what is lost is counted and marked', async () => {
    // A pipe in the place of the file: writing to it hangs once it is full, like a disk that does not answer.
    mkdirSync(folder.log, { recursive: true });
    const stalled = join(folder.log, 'core.log');
    execFileSync('mkfifo', [stalled]);
    const reader = openSync(stalled, 'r+');
    const core = log.open('core', SETTINGS);
    const audio = log.open('audio', SETTINGS);
    await ended(serve(core, process.execPath, FLOOD, '20000000b'));
    const drops = await until('drops', () => log.drops().get('core'));
    await ended(serve(audio, 'sh', '-c', 'echo also not stopped'));
    let text = '';
    const buffer = Buffer.alloc(65536);
    while (!/dropped/.test(text)) text = text.slice(-500) + buffer.toString('latin1', 0, readSync(reader, buffer));
    const [, chunks, size] = /inv (\d+) chunks \(([\d.]+) MB\) dropped: the disk did not keep up/.exec(text) ?? [];
    expect(Number(size)).toBeGreaterThan(15);
    expect(Number(chunks)).toBeGreaterThan(100);
    expect(drops.bytes).toBeGreaterThan(0);
    await until('the whole count', () => Math.abs((log.drops().get('core')?.bytes ?? 0) / 1e6 - Number(size)) < 0.06);
    await until('the other service', () => folder.texts('audio.log')[0] === 'out also not stopped');
    closeSync(reader);
  });

  it('ends in time though the disk never answers', async () => {
    mkdirSync(folder.log, { recursive: true });
    const stalled = join(folder.log, 'core.log');
    execFileSync('mkfifo', [stalled]);
    const reader = openSync(stalled, 'r+');
    await ended(serve(log.open('core', SETTINGS), process.execPath, FLOOD, '2000000b'));
    await log.close();
    // Whoever reads it now lets the stuck thread go.
    const buffer = Buffer.alloc(65536);
    while (readSync(reader, buffer) === buffer.length);
    closeSync(reader);
  });
});

describe('a worker that dies', () => {
  it('is started again and told; the service runs on with its pipe', async () => {
    log = await createLog(folder.options, MORTAL);
    const core = log.open('core', SETTINGS);
    const service = serve(core, 'sh', '-c', 'i=0; while :; do i=$((i+1)); echo $i; sleep 0.01; done');
    await until('first lines', () => folder.texts('core.log').length > 3);
    log.note('core', 'die', 'info');
    await until('the report', () =>
      folder.texts('invigil.log').some((text) => /worker ended and was started again.*: died as asked/.test(text)),
    );
    const before = folder.texts('core.log').length;
    await until('more lines', () => folder.texts('core.log').length > before + 3);
    expect(service.exitCode).toBeNull();
    service.kill();
    await ended(service);
    await log.close();
    const numbers = folder
      .texts('core.log')
      .filter((text) => text.startsWith('out '))
      .map((text) => Number(text.slice(4)));
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });

  it('before it ever worked is an error of the caller', async () => {
    log = await createLog(folder.options);
    await expect(createLog(folder.options, new URL('./no-such-worker.ts', import.meta.url))).rejects.toThrow(/no-such-worker/);
  });
});
