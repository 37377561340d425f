import { beforeEach, describe, expect, it } from 'vitest';
import { Absences } from '../../electron/supervisor/absences.ts';
import type { ServiceState } from '../../electron/supervisor/snapshot.ts';
import { servicePlan } from '../support/exhibit.ts';
import { service, snapshot } from '../support/snapshot.ts';

let now: number;
let uptime: number;

beforeEach(() => {
  now = 1_000;
  uptime = 20_000;
});

// Each may take 30 s to start and 5 s to stop.
const core = servicePlan('core');
const audio = servicePlan('audio', { after: ['core'] });
const display = servicePlan('display', { after: ['core'], kind: 'url' });
const plan = { services: [core, audio, display] };

function begin() {
  const absences = new Absences({ monotonicMs: () => now, bootUptimeMs: () => uptime });
  return {
    absences,
    /** It enters each of these states, and stays in it for so long. */
    go(name: string, ...states: [ServiceState, number][]) {
      for (const [state, ms] of states) {
        absences.observe(snapshot({ state: 'starting', services: [service(name, { state })] }));
        now += ms;
      }
    },
  };
}

describe('of a restart', () => {
  it("takes the plan's numbers while nothing was seen", () => {
    expect(begin().absences.ofRestart(plan, 'core')).toBe(35_000);
  });

  it('takes what the last start and the last stop took', () => {
    const { absences, go } = begin();
    go('core', ['starting', 800], ['running', 60_000]);
    expect(absences.ofRestart(plan, 'core')).toBe(5_800);
    go('core', ['stopping', 120], ['waiting', 10], ['starting', 900], ['running', 60_000]);
    expect(absences.ofRestart(plan, 'core')).toBe(1_020);
  });

  it('does not take a start that failed for one', () => {
    const { absences, go } = begin();
    go('core', ['starting', 800], ['running', 60_000], ['backing-off', 0], ['starting', 5], ['backing-off', 1_000], ['running', 0]);
    expect(absences.ofRestart(plan, 'core')).toBe(5_800);
  });

  it('of the exhibit adds up what goes one after the other, and only that', () => {
    const { absences, go } = begin();
    go('core', ['starting', 800], ['running', 0]);
    go('audio', ['starting', 300], ['running', 0]);
    go('display', ['starting', 2_000], ['running', 0]);
    // Audio ends before core, core starts before both; the shell of the page stays.
    expect(absences.ofRestart(plan, null)).toBe(5_000 + 5_000 + 800 + 2_000);
  });

  it('says nothing of what waits for something from outside', () => {
    const { absences, go } = begin();
    go('display', ['waiting', 0]);
    expect(absences.ofRestart(plan, 'display')).toBeNull();
    go('core', ['starting', 800], ['running', 0]);
    go('audio', ['starting', 300], ['running', 0]);
    expect(absences.ofRestart(plan, null)).toBe(5_000 + 5_000 + 800 + 300);
  });
});

describe('of a reboot', () => {
  const single = { services: [core] };

  it('takes what this boot took, and the firmware', () => {
    const { absences } = begin();
    uptime = 31_000;
    absences.observe(snapshot({ state: 'running', services: [] }));
    uptime = 900_000;
    absences.observe(snapshot({ state: 'running', services: [] }));
    expect(absences.ofReboot(single)).toBe(5_000 + 15_000 + 31_000);
  });

  it('takes a minute where the supervisor was started later than the machine', () => {
    uptime = 400_000;
    const { absences } = begin();
    absences.observe(snapshot({ state: 'running', services: [] }));
    expect(absences.ofReboot(single)).toBe(5_000 + 15_000 + 45_000);
  });
});
