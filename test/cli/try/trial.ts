/** A trial of a program that is all right, to be changed by each test. */
import type { KindHeard } from '../../../electron/cli/try/heard.ts';
import type { Ending, Trial } from '../../../electron/cli/try/result.ts';

export function heardKind(changes: Partial<KindHeard> = {}): KindHeard {
  return { kind: 'zmq', readyMs: 300, beats: 20, medianMs: 1_003, longestMs: 1_040, silentMs: 200, ...changes };
}

export function trial(changes: Partial<Trial> = {}, ending: Partial<Ending> = {}): Trial {
  return {
    command: ['python3', 'core.py'],
    directory: '/home/kiosk/lantern',
    watchedMs: 20_300,
    readyMs: 300,
    heard: { kinds: [heardKind()], progress: null, busy: { times: 0, longestMs: 0 }, complaints: [] },
    memory: { lastBytes: 23e6, mostBytes: 25e6 },
    mostProcesses: 1,
    ending: { by: 'stopped', code: 0, signal: null, tookMs: 80, survivors: [], holders: [], ...ending },
    escaped: [],
    lastLines: [],
    ...changes,
  };
}
