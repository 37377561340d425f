import { describe, expect, it } from 'vitest';
import { Chronicle } from '../../electron/supervisor/chronicle.ts';
import { minuteRow, untilNextMinute } from '../../electron/supervisor/minute.ts';
import { machineSample } from '../support/machine-sample.ts';
import { NOW, service, snapshot } from '../support/snapshot.ts';

const only = (...services: Parameters<typeof service>[]) => snapshot({ services: services.map((one) => service(...one)) });
const words = (changes: ReturnType<Chronicle['observe']>) =>
  changes.map(({ service: name, state, restarts }) => `${name} ${state} ${restarts}`);

describe('a chronicle', () => {
  it('tells of each change of state and health once, of the exhibit first', () => {
    const chronicle = new Chronicle();
    expect(words(chronicle.observe(only(['core', { restarts: 5 }]), 1))).toEqual(['null running 0', 'core running 0']);
    expect(chronicle.observe(only(['core', { restarts: 5, lastBeatMs: 3, reason: 'again' }]), 2)).toEqual([]);
    expect(chronicle.observe(only(['core', { restarts: 5, health: 'warning' }]), 3)).toEqual([
      { at: 3, service: 'core', state: 'running', health: 'warning', reason: null, restarts: 0 },
    ]);
    expect(words(chronicle.observe(snapshot({ state: 'paused', services: [] }), 4))).toEqual(['null paused 0', 'core removed 0']);
  });

  it('counts the unplanned restarts of a change, and of the time since somebody took them', () => {
    const chronicle = new Chronicle();
    chronicle.observe(only(['core', { restarts: 5 }]), 1);
    expect(words(chronicle.observe(only(['core', { restarts: 6, state: 'starting' }]), 2))).toEqual(['core starting 1']);
    // Too quick to be seen but by its count.
    expect(words(chronicle.observe(only(['core', { restarts: 8, state: 'starting' }]), 3))).toEqual(['core starting 2']);
    expect(chronicle.takeRestarts()).toEqual(new Map([['core', 3]]));
    expect(chronicle.takeRestarts()).toEqual(new Map());
  });

  it('where the clock was set, ends everything by the old one and goes on by the new one', () => {
    const chronicle = new Chronicle();
    chronicle.observe(only(['core', {}]), 1_000);
    expect(chronicle.clockSet(9_000, 7_000).map(({ at, service: name, state }) => [at, name, state])).toEqual([
      [2_000, null, 'off'],
      [9_000, null, 'running'],
      [9_000, 'core', 'running'],
    ]);
  });
});

describe('a minute', () => {
  const sample = (ago: number, cpuPercent: number) => ({
    at: NOW - ago,
    memoryBytes: 1_000 * cpuPercent,
    cpuPercent,
    processes: 1,
    openFiles: 1,
  });

  it('is the one that has just passed, also where the look at it was a moment late or early', () => {
    for (const late of [0, 900, 29_000, -20]) {
      const { at } = minuteRow(machineSample({ at: NOW + late }), new Map(), new Map());
      expect(at).toBe(NOW - 60_000);
    }
    expect(untilNextMinute(NOW + 1)).toBe(59_999);
  });

  it('has the means of what was seen in it, and nothing of a service of which nothing was', () => {
    const used = new Map([
      ['core', [sample(70_000, 99), sample(50_000, 2), sample(10_000, 4)]],
      ['audio', [sample(90_000, 50)]],
    ]);
    expect(minuteRow(machineSample(), used, new Map([['audio', 3]])).services).toEqual({
      core: { cpuPercent: 3, memoryBytes: 3_000, restarts: 0 },
      audio: { cpuPercent: null, memoryBytes: null, restarts: 3 },
    });
  });
});
