import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { HOSTILE_FILES, HOSTILE_TEXTS } from './hostile-files.ts';
import { type Bench, bench, by, FILE, HEALTH_FILE, instance, NONE, until, ZMQ } from './support.ts';

const document = (time: string, checks: readonly object[] = [], more: object = {}) =>
  JSON.stringify({ service_name: 'core', last_updated: time, checks, ...more });
const LED = { name: 'led', status: 'warning', message: 'dim' };

function write(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

function opened(seen: Bench, settings = HEALTH_FILE): string {
  return seen.heartbeats.open(instance(1), by(settings))['INVIGIL_HEALTH_FILE'] ?? '';
}

const types = (seen: Bench, count: number) => until(seen.types, (all) => all.length >= count);
const noted = (seen: Bench, words: string) =>
  until(
    () => seen.reports.filter((report) => report.type === 'note').map((report) => report.text),
    (texts) => texts.some((text) => text.includes(words)),
  );
const checks = (seen: Bench) => seen.reports.flatMap((report) => (report.type === 'checks' ? [report.checks] : []));

describe('a program whose heartbeat is its health file', () => {
  it('is ready at its first document and beats when its stamp moves, however it spells it', async () => {
    const seen = await bench();
    const path = opened(seen);
    write(path, document('2026-11-21T15:00:00+01:00', [LED]));
    expect(await types(seen, 3)).toEqual(['health', 'ready', 'beat']);
    expect(seen.events[0]).toMatchObject({ type: 'health', status: 'warning' });
    write(path, document('Sat, 21 Nov 2026 14:00:01 GMT', [LED]));
    await types(seen, 5);
    // It says something else without a sign of life.
    write(path, document('Sat, 21 Nov 2026 14:00:01 GMT', [{ ...LED, status: 'error' }]));
    await types(seen, 6);
    expect(seen.types().slice(3)).toEqual(['health', 'beat', 'health']);
    expect(checks(seen).map((some) => some[0]?.status)).toEqual(['warning', 'warning', 'error']);
  });

  it('may write no checks and no stamp', async () => {
    const seen = await bench();
    const path = opened(seen);
    write(path, '{}');
    expect(await types(seen, 2)).toEqual(['ready', 'beat']);
    write(path, '{"overall_status": "error"}');
    await types(seen, 4);
    expect(seen.types().slice(2)).toEqual(['health', 'beat']);
    expect(checks(seen)).toEqual([[expect.objectContaining({ name: 'service', status: 'error' })]]);
  });

  it('is not taken for alive by what its last instance wrote', async () => {
    const seen = await bench();
    const path = join(seen.folder, 'health/in/core.json');
    writeFileSync(path, document('2026-11-21T15:00:00'));
    opened(seen);
    writeFileSync(path, `${document('2026-11-21T15:00:00')}\n`);
    await seen.heartbeats.drain();
    expect(seen.types()).toEqual([]);
    writeFileSync(path, document('2026-11-21T15:00:01'));
    expect(await types(seen, 2)).toEqual(['ready', 'beat']);
  });

  it('may write it elsewhere, through a link that is there at the start', async () => {
    const seen = await bench();
    mkdirSync(join(seen.folder, 'data'));
    symlinkSync('data', join(seen.folder, 'current'));
    seen.heartbeats.open(instance(1), by({ ...HEALTH_FILE, path: join(seen.folder, 'current', 'status.json') }));
    write(join(seen.folder, 'data', 'status.json'), document('1'));
    expect(await types(seen, 2)).toEqual(['ready', 'beat']);
    const linked = await bench();
    const target = join(linked.folder, 'target.json');
    writeFileSync(target, document('1'));
    symlinkSync(target, join(linked.folder, 'link.json'));
    linked.heartbeats.open(instance(1), by({ ...HEALTH_FILE, path: join(linked.folder, 'link.json') }));
    write(target, document('2'));
    expect(await types(linked, 2)).toEqual(['ready', 'beat']);
  });
});

describe('the health file of any service', () => {
  it('reports, and is no sign of life of a service with another heartbeat', async () => {
    const seen = await bench();
    const environment = [ZMQ, FILE, NONE].map((settings, index) => seen.heartbeats.open(instance(index, `service-${index}`), by(settings)));
    for (const { INVIGIL_HEALTH_FILE: path = '' } of environment) write(path, document('1', [LED]));
    await types(seen, 3);
    expect(seen.events.map((event) => [event.type, 'service' in event && event.service]).toSorted()).toEqual([
      ['health', 'service-0'],
      ['health', 'service-1'],
      ['health', 'service-2'],
    ]);
  });

  it('is heard when its folder was removed and made again', async () => {
    const seen = await bench();
    const path = opened(seen);
    rmSync(join(seen.folder, 'health/in'), { recursive: true });
    await until(
      () => {
        try {
          write(path, document(`${performance.now()}`));
        } catch (error) {
          // Not made again yet.
          return String(error);
        }
        return seen.count('beat');
      },
      (found) => typeof found === 'number' && found >= 2,
    );
  });

  it('is removed with its instance, whatever lies there', async () => {
    const seen = await bench();
    const path = opened(seen);
    mkdirSync(join(path, 'deep'), { recursive: true });
    seen.heartbeats.close(instance(1));
    expect(opened(seen)).toBe(path);
    write(path, document('1'));
    expect(await types(seen, 2)).toEqual(['ready', 'beat']);
  });
});

describe('what lies in the place of a health file and is none', () => {
  it.each(Object.entries(HOSTILE_FILES))('is told and nothing else: %s', async (_what, { put, told }) => {
    const seen = await bench();
    const path = opened(seen);
    put(path);
    await noted(seen, told);
    await seen.heartbeats.drain();
    expect(seen.types()).toEqual([]);
    // And it is over when it is over.
    rmSync(path, { recursive: true });
    write(path, document('1'));
    expect(await types(seen, 2)).toEqual(['ready', 'beat']);
  });

  it.each(Object.entries(HOSTILE_TEXTS))('is counted: %s', async (_what, { text, told }) => {
    const seen = await bench();
    const path = opened(seen, NONE);
    writeFileSync(path, text);
    await noted(seen, told);
    expect(seen.types()).toEqual([]);
    expect(seen.heartbeats.dropped().unreadable).toBeGreaterThan(0);
  });
});

it('a health file of a terabyte is not read', async () => {
  const seen = await bench();
  const path = opened(seen, NONE);
  // It has no content: that takes no room on the disk, and would in memory.
  writeFileSync(`${path}.new`, '');
  truncateSync(`${path}.new`, 2 ** 40);
  renameSync(`${path}.new`, path);
  await noted(seen, `${2 ** 40} bytes`);
});

describe('what lies in the place of a heartbeat file and is none', () => {
  it.each(Object.entries(HOSTILE_FILES))('is no beat: %s', async (_what, { put, told }) => {
    const seen = await bench();
    const path = seen.heartbeats.open(instance(1), by(FILE))['INVIGIL_HEARTBEAT_FILE'] ?? '';
    put(path);
    await noted(seen, told);
    expect(seen.types()).toEqual([]);
    rmSync(path, { recursive: true });
    writeFileSync(path, '');
    expect(await types(seen, 2)).toEqual(['ready', 'beat']);
  });
});

describe('a health file that is not renewed', () => {
  const clock = () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'hrtime'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
  };
  /** Real turns pass while virtual time does. */
  const status = async (seen: Bench, wanted: string) => {
    const end = performance.now() + 8000;
    for (;;) {
      const last = seen.events.findLast((event) => event.type === 'health');
      if (last?.type === 'health' && last.status === wanted) return;
      if (performance.now() > end) throw new Error(`never ${wanted}: ${JSON.stringify(seen.events)}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('is an error after 120 s, and mended by the next document', async () => {
    clock();
    const seen = await bench();
    const path = opened(seen, NONE);
    write(path, document('1', [{ name: 'led', status: 'healthy' }]));
    await status(seen, 'healthy');
    vi.advanceTimersByTime(60_000);
    write(path, document('2', [{ name: 'led', status: 'warning' }]));
    await status(seen, 'warning');
    // 120 s after the first, 60 after the second.
    vi.advanceTimersByTime(60_000);
    await seen.heartbeats.drain();
    expect(seen.count('health')).toBe(2);
    vi.advanceTimersByTime(60_000);
    await status(seen, 'error');
    expect(checks(seen).at(-1)).toMatchObject([{ name: 'led' }, { name: 'health-file', status: 'error' }]);
    write(path, document('3', [{ name: 'led', status: 'healthy' }]));
    await status(seen, 'healthy');
    expect(checks(seen).at(-1)).toMatchObject([{ name: 'led' }, { name: 'health-file', status: 'healthy', message: null }]);
  });

  it('is unknown before the service is ready, and an error from then on', async () => {
    clock();
    const seen = await bench();
    const path = opened(seen, FILE);
    write(path, document('1', [{ name: 'led', status: 'healthy' }]));
    await status(seen, 'healthy');
    vi.advanceTimersByTime(120_000);
    await status(seen, 'unknown');
    writeFileSync(join(seen.folder, 'beat/core'), '');
    await status(seen, 'error');
  });
});
