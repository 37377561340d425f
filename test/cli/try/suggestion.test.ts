import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../electron/cli/try/result.ts';
import { suggestedTable } from '../../../electron/cli/try/suggestion.ts';
import { formatProblems } from '../../../electron/config/index.ts';
import { judge } from '../../../electron/config/judge.ts';
import { parseSource } from '../../../electron/config/source/parse.ts';
import { heardKind, trial } from './trial.ts';

/** The service that the suggested table makes of an exhibit file. */
function service(seen: Trial) {
  const table = suggestedTable(seen) ?? '';
  const file = judge(parseSource('/exhibit/exhibit.toml', `schema = 1\n[exhibit]\nname = "lantern"\n${table}`), null);
  if (!file.ok) throw new Error(formatProblems(file.problems));
  return file.exhibit.services[0];
}

const heard = trial().heard;

describe('the suggested table', () => {
  it('has the command as given, however it is written', () => {
    const command = ['./my "odd" prog\\ram', 'naïve\ttab', '\u007f', '# no comment'] as const;
    expect(service(trial({ command: [...command] }))).toMatchObject({ command });
  });

  it('has room: 3 intervals, 2 longest gaps, 3 times the start', () => {
    expect(service(trial())).toMatchObject({
      name: 'core',
      heartbeat: { kind: 'zmq', intervalMs: 1_000, timeoutMs: 5_000, startupMs: 10_000 },
    });
    const slow = heardKind({ readyMs: 7_000, medianMs: 2_000, longestMs: 8_000 });
    expect(service(trial({ heard: { ...heard, kinds: [slow] } }))).toMatchObject({ heartbeat: { timeoutMs: 20_000, startupMs: 30_000 } });
  });

  it('takes the best kind that beats, not one that was only heard once', () => {
    const kinds = [heardKind({ beats: 0, medianMs: null }), heardKind({ kind: 'notify', beats: 1 }), heardKind({ kind: 'file' })];
    expect(service(trial({ heard: { ...heard, kinds } }))).toMatchObject({ heartbeat: { kind: 'file' } });
  });

  it('one beat says which kind, and nothing of the interval', () => {
    const kinds = [heardKind({ beats: 1, medianMs: null, longestMs: null })];
    expect(service(trial({ heard: { ...heard, kinds } }))).toMatchObject({
      heartbeat: { kind: 'zmq', intervalMs: 1_000, timeoutMs: 5_000 },
    });
  });

  it('judges progress only where it was seen to move', () => {
    const progress = { moved: true, longestStandMs: 25_000 };
    expect(service(trial({ heard: { ...heard, progress } }))).toMatchObject({ heartbeat: { stallMs: 120_000 } });
    expect(suggestedTable(trial({ heard: { ...heard, progress: { moved: false, longestStandMs: 100 } } }))).not.toContain('stall');
  });

  it('gives a slow stop more time', () => {
    expect(service(trial({}, { tookMs: 3_100 }))).toMatchObject({ stop: { graceMs: 10_000 } });
    expect(suggestedTable(trial())).not.toContain('grace');
  });

  it('without a sign of life is none; of a program that ends well, a one-shot', () => {
    expect(service(trial({ heard: { ...heard, kinds: [] }, readyMs: null }))).toMatchObject({ heartbeat: { kind: 'none' } });
    const once = { by: 'itself', code: 0, tookMs: null } as const;
    expect(service(trial({ watchedMs: 8_000 }, once))).toMatchObject({ restart: 'never', heartbeat: { startupMs: 30_000 } });
  });

  it('is none at all for what is no service yet', () => {
    expect(suggestedTable(trial({}, { by: 'itself', code: 3 }))).toBeNull();
    expect(suggestedTable(trial({}, { by: 'background' }))).toBeNull();
  });
});
