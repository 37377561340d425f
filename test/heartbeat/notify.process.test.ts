import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bench, by, instance, NOTIFY, program, until } from './support.ts';

describe('a program that speaks sd_notify', () => {
  it('is ready by READY=1, not by an earlier WATCHDOG=1, and beats from then on', async () => {
    const { heartbeats, types, reports } = await bench();
    const environment = heartbeats.open(instance(1), by(NOTIFY));
    expect(environment.WATCHDOG_USEC).toBe('5000000');
    expect(environment.WATCHDOG_PID).toBeUndefined();
    program(['beat-notify.py', '--interval', '10', '--ready-after', '100'], environment);
    expect((await until(types, (seen) => seen.length >= 3)).slice(0, 3)).toEqual(['ready', 'beat', 'beat']);
    expect(reports).toContainEqual({ type: 'message', text: 'running', service: 'core', instance: 1 });
  });

  it('is never ready by beats alone', async () => {
    const { heartbeats, events, reports } = await bench();
    program(['beat-notify.py', '--interval', '10', '--never-ready', '--say', 'STATUS=up'], heartbeats.open(instance(1), by(NOTIFY)));
    program(['beat-notify.py', '--interval', '10'], heartbeats.open(instance(2, 'audio'), by(NOTIFY)));
    await until(
      () => reports.length,
      (seen) => seen >= 2,
    );
    await until(
      () => events.length,
      (seen) => seen > 10,
    );
    expect(events.filter((event) => 'service' in event && event.service === 'core')).toEqual([]);
  });

  it('may be written in C', async () => {
    const { heartbeats, folder, count } = await bench();
    const binary = join(folder, 'beat-notify');
    execFileSync('cc', ['-O1', '-o', binary, fileURLToPath(new URL('../fixtures/beat-notify.c', import.meta.url))]);
    program([binary, '10'], heartbeats.open(instance(1), by(NOTIFY)));
    await until(
      () => count('beat'),
      (beats) => beats >= 3,
    );
    expect(count('ready')).toBe(1);
  });

  it('says more than that it lives', async () => {
    const { heartbeats, events, reports } = await bench();
    const words = 'EXTEND_TIMEOUT_USEC=2000000\\nWATCHDOG_USEC=9000000\\nMAINPID=1\\nSTOPPING=1\\nRELOADING=1\\nrubbish\\nWATCHDOG=trigger';
    program(['beat-notify.py', '--never-ready', '--say', words], heartbeats.open(instance(1), by(NOTIFY)));
    const about = { service: 'core', instance: 1 };
    await until(
      () => events.length,
      (seen) => seen === 2,
    );
    expect(events).toEqual([
      { ...about, type: 'busy', forMs: 2000 },
      { ...about, type: 'fatal', message: 'WATCHDOG=trigger' },
    ]);
    expect(reports).toEqual([
      { ...about, type: 'timeout', timeoutMs: 9000 },
      { ...about, type: 'note', text: expect.stringContaining('MAINPID= is refused') },
      { ...about, type: 'stopping' },
      { ...about, type: 'reloading' },
      { ...about, type: 'note', text: expect.stringContaining('rubbish') },
    ]);
    expect(heartbeats.dropped().unreadable).toBe(1);
  });

  it('is not heard any more when its instance is gone', async () => {
    const { heartbeats, events, count } = await bench();
    const environment = heartbeats.open(instance(1), by(NOTIFY));
    program(['beat-notify.py', '--interval', '10'], environment);
    await until(
      () => count('beat'),
      (beats) => beats >= 1,
    );
    heartbeats.close(instance(1));
    const before = events.length;
    expect(existsSync(environment.NOTIFY_SOCKET ?? '')).toBe(false);
    await heartbeats.drain();
    expect(events).toHaveLength(before);
  });

  it('is reached where the runtime folder is too deep for a socket path', async () => {
    const { heartbeats, count } = await bench(true);
    program(['beat-notify.py', '--interval', '10'], heartbeats.open(instance(1), by(NOTIFY)));
    await until(
      () => count('beat'),
      (beats) => beats >= 1,
    );
  });
});
