import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Bench, bench, by, FILE, instance, program, until } from './support.ts';

const beats = (seen: Bench, at: number) =>
  until(
    () => seen.count('beat'),
    (count) => count >= at,
  );
const stamp = (time: string | number) => JSON.stringify({ timestamp: time });

/** At once: a file that is empty because it is just being written is as good as a touched one, and a look may fall into that. */
function putWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

describe('a program whose heartbeat is a file', () => {
  it.each(['touch', 'json'])('beats by %s and is ready at the first', async (how) => {
    const seen = await bench();
    program(['beat-file.sh', how, '0.02'], seen.heartbeats.open(instance(1), by(FILE)));
    await beats(seen, 3);
    expect(seen.types().slice(0, 3)).toEqual(['ready', 'beat', 'beat']);
  });

  it('is silent while it rewrites an old stamp, or stands still', async () => {
    const seen = await bench();
    program(['beat-file.sh', 'stale', '0.02'], seen.heartbeats.open(instance(1), by(FILE)));
    program(['beat-file.sh', 'stop', '0.02'], seen.heartbeats.open(instance(2, 'audio'), by(FILE)));
    program(['beat-file.sh', 'touch', '0.02'], seen.heartbeats.open(instance(3, 'display'), by(FILE)));
    const of = (service: string) => seen.events.filter((event) => event.type === 'beat' && event.service === service).length;
    await until(
      () => of('display'),
      (count) => count >= 5 && of('core') > 0 && of('audio') > 0,
    );
    expect([of('core'), of('audio')]).toEqual([1, 1]);
  });
});

describe('a heartbeat file', () => {
  it('from before the start counts for nothing', async () => {
    const seen = await bench();
    const path = join(seen.folder, 'state.json');
    writeFileSync(path, stamp('2026-11-21T15:00:00Z'));
    seen.heartbeats.open(instance(1), by({ ...FILE, path }));
    writeFileSync(path, `${stamp('2026-11-21T15:00:00Z')}\n`);
    await seen.heartbeats.drain();
    expect(seen.types()).toEqual([]);
    writeFileSync(path, stamp('2026-11-21T14:00:00Z'));
    await beats(seen, 1);
    expect(seen.types()).toEqual(['ready', 'beat']);
  });

  it('may appear later, its folders too, and be deleted and made again', async () => {
    const seen = await bench();
    const path = join(seen.folder, 'deep', 'er', 'beat');
    seen.heartbeats.open(instance(1), by({ ...FILE, path }));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'one');
    await beats(seen, 1);
    rmSync(path);
    writeFileSync(path, 'three');
    await beats(seen, 2);
    rmSync(dirname(path), { recursive: true });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'fifteen');
    await beats(seen, 3);
    writeFileSync(path, 'one hundred');
    await beats(seen, 4);
  });

  it('is heard again when the folder of all of them was removed', async () => {
    const seen = await bench();
    const path = seen.heartbeats.open(instance(1), by(FILE))['INVIGIL_HEARTBEAT_FILE'] ?? '';
    writeFileSync(path, '');
    await beats(seen, 1);
    rmSync(dirname(path), { recursive: true });
    await until(
      () => existsSync(dirname(path)),
      (isThere) => isThere,
    );
    writeFileSync(path, 'two');
    await beats(seen, 2);
  });

  it('is heard where its folder cannot be watched for a while, which is told once', async () => {
    const seen = await bench();
    const path = seen.heartbeats.open(instance(1), by(FILE))['INVIGIL_HEARTBEAT_FILE'] ?? '';
    rmSync(dirname(path), { recursive: true });
    writeFileSync(dirname(path), 'no folder');
    const told = () => seen.reports.filter((report) => report.type === 'note' && report.text.includes('cannot be watched'));
    await until(told, (notes) => notes.length > 0);
    rmSync(dirname(path));
    await until(
      () => existsSync(dirname(path)),
      (isThere) => isThere,
    );
    writeFileSync(path, '');
    await beats(seen, 1);
    expect(told()).toHaveLength(1);
  });

  it('may be replaced by another', async () => {
    const seen = await bench();
    const path = join(seen.folder, 'beat.json');
    writeFileSync(path, stamp(1));
    seen.heartbeats.open(instance(1), by({ ...FILE, path }));
    for (const [index, time] of [1763737200, 1763737200500, '2026-11-21 15:00:00'].entries()) {
      writeFileSync(`${path}.new`, stamp(time));
      renameSync(`${path}.new`, path);
      await beats(seen, index + 1);
    }
    expect(seen.count('beat')).toBe(3);
  });

  it('that is half written is counted and is no beat', async () => {
    const seen = await bench();
    const path = join(seen.folder, 'beat.json');
    seen.heartbeats.open(instance(1), by({ ...FILE, path }));
    putWhole(path, '{"timestamp": "2026-');
    await until(
      () => seen.heartbeats.dropped().unreadable,
      (count) => count >= 1,
    );
    expect(seen.types()).toEqual([]);
    writeFileSync(path, stamp('2026-11-21T15:00:00'));
    await beats(seen, 1);
  });

  it('that is emptied, to be written anew, is neither a beat nor told', async () => {
    const seen = await bench();
    const path = join(seen.folder, 'beat.json');
    writeFileSync(path, stamp(1));
    seen.heartbeats.open(instance(1), by({ ...FILE, path }));
    writeFileSync(path, '');
    await seen.heartbeats.drain();
    writeFileSync(path, stamp(2));
    await beats(seen, 1);
    expect(seen.types()).toEqual(['ready', 'beat']);
    expect(seen.reports).toEqual([]);
  });

  it('with a field that is no time is told', async () => {
    const seen = await bench();
    const path = join(seen.folder, 'beat.json');
    seen.heartbeats.open(instance(1), by({ ...FILE, path, field: 'last_seen' }));
    putWhole(path, '{"last_seen": "today"}');
    await until(
      () => seen.reports,
      (reports) => reports.length > 0,
    );
    expect(seen.reports).toEqual([expect.objectContaining({ type: 'note', text: expect.stringContaining('last_seen is "today"') })]);
    expect(seen.types()).toEqual([]);
  });
});
