import { describe, expect, it } from 'vitest';
import { lookOf } from '../../../electron/cli/terminal.ts';
import { reportText } from '../../../electron/cli/try/report.ts';
import type { Ending, Trial } from '../../../electron/cli/try/result.ts';
import { heardKind, trial } from './trial.ts';

const look = lookOf({}, {});
const heard = trial().heard;
const left = [{ pid: 12, command: 'sleep 1000' }];

const report = (changes: Partial<Trial> = {}, ending: Partial<Ending> = {}) => reportText(trial(changes, ending), look);

describe('the report', () => {
  it('of a program that is all right', () => {
    const text = report();
    expect(text).toMatch(/^It runs, and beats over zmq\.\n\n {2}Ready {5}after 300 ms \(zmq: hello or beat\)\n/);
    expect(text).toContain('20 over zmq, every 1 s (median), longest gap 1.04 s');
    expect(text).toContain('23 MB at the end, 25 MB at most, in 1 process');
    expect(text).toContain('on SIGTERM within 80 ms, exit status 0');
    expect(text).not.toContain('->');
  });

  it('fits 80 columns but for the lines of the table', () => {
    const lines = report({ escaped: left }, { by: 'background', survivors: left }).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it.each<[string, Partial<Trial>, Partial<Ending>, string]>([
    ['a crash', { lastLines: ['ImportError: no'] }, { by: 'itself', code: 3 }, 'It said last:\n  ImportError: no'],
    ['a daemon', { command: ['nginx'] }, { by: 'background', survivors: left }, 'nginx -g "daemon off;"'],
    ['a deaf one', {}, { by: 'killed', survivors: left }, 'had to be killed'],
    ['a grandchild that stays', {}, { survivors: left, holders: left }, '"sleep 1000" lived on, and kept its output open'],
    ['one that is out of reach', { escaped: left }, {}, 'kill 12'],
    ['WATCHDOG alone', { heard: { ...heard, kinds: [heardKind({ kind: 'notify', readyMs: null })] } }, {}, 'never READY=1'],
    ['READY alone', { heard: { ...heard, kinds: [heardKind({ kind: 'notify', beats: 0 })] } }, {}, 'never WATCHDOG=1'],
    ['beats that end', { heard: { ...heard, kinds: [heardKind({ silentMs: 9_000 })] } }, {}, 'then 9 s of silence'],
    ['a standstill', { heard: { ...heard, progress: { moved: true, longestStandMs: 15_000 } } }, {}, 'stood still for 15 s'],
    ['its own words', { heard: { ...heard, complaints: ['it reported an error: no camera'] } }, {}, 'no camera'],
  ])('warns of %s, and says what to do', (_, changes, ending, words) => {
    const text = report(changes, ending).replace(/\n {2,}/g, ' ');
    expect(text).toContain('->');
    expect(text.replace(/\n/g, ' ')).toContain(words.replace(/\n {2}/g, ' '));
  });

  it.each([
    ['python3', 'docs/clients-python.md'],
    ['node', 'docs/clients-node.md'],
    ['./a.out', 'docs/clients-c.md'],
    ['./leds.sh', 'docs/heartbeats.md'],
  ])('says how %s could give a sign', (program, page) => {
    expect(report({ command: [program], heard: { ...heard, kinds: [] }, readyMs: null })).toContain(page);
  });
});
