/**
 * A program that is not there when it is to be started, as in the middle of an update, and comes back later. It is taken away from
 * under a running service, which is then killed: so every supervisor meets the fault in the same way.
 */
import { copyFileSync, renameSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readStat } from '../../../../electron/process/proc.ts';
import type { Fault, Grade, Seen } from '../fault.ts';
import { keepsLogs, spreading } from '../programs.ts';
import { Scene, type Service } from '../scene.ts';

/** How long it is away. Long enough for those that give up after some tries. */
const AWAY_MS = { long: 30_000, short: 6_000 };
const BACK_WITHIN_MS = 30_000;
const WORDS =
  /no such file|not found|ENOENT|can.?t find|cannot find|no program|203\/EXEC|failed to start|failed to (start|exec)|unable to (spawn|exec|start)/i;
/** More is a supervisor that tries again and again without a pause. */
const BUSY_PERCENT = 25;

/** 3: comes back by itself and says what was missing; 2: comes back; 1: stays away and says so; 0: stays away, or hammers. */
function grade(returns: boolean, says: boolean): Grade {
  if (returns) return says ? 3 : 2;
  return says ? 1 : 0;
}

export const missing: Fault = {
  name: 'missing',
  title: 'its program is missing for a time',
  waits: true,
  try(peer, { short }): Promise<Seen> {
    const awayMs = short ? AWAY_MS.short : AWAY_MS.long;
    return Scene.play(
      peer,
      (scene) => service(scene, keepsLogs(peer)),
      async (scene) => {
        const { supervisor } = scene;
        renameSync(scene.path('program'), scene.path('away'));
        process.kill(scene.main, 'SIGKILL');
        // In the first half it may still be at work with the kill, or with its own start.
        await sleep(awayMs / 2);
        const pids = supervisor.processes();
        const before = cpuMs(pids);
        await sleep(awayMs / 2);
        const busy = ((cpuMs(pids) - before) / (awayMs / 2)) * 100;
        const said = scene.said.last(WORDS);
        const starts = scene.mains.length;
        renameSync(scene.path('away'), scene.path('program'));
        const tookMs = await scene.restarted(starts, BACK_WITHIN_MS);
        const returns = tookMs === null ? 'stays away when it is back' : 'starts it when it is back';
        const says = said === null ? 'says nothing' : `says “${said}”`;
        const when = tookMs === null ? `not within ${BACK_WITHIN_MS / 1000} s` : `after ${Math.round(tookMs)} ms`;
        const spins = busy > BUSY_PERCENT ? ', tries without a pause until then' : '';
        return {
          does: `${returns}${spins}`,
          evidence: `${when}; ${says}; ${busy.toFixed(1)} % of a core while it was away`,
          grade: spins === '' ? grade(tookMs !== null, said !== null) : 0,
        };
      },
    );
  },
};

/** A copy of its own, so that it can be taken away; with a log, for there the shells of some say what is missing. */
function service(scene: Scene, stamped: boolean): Service {
  const { command, ...rest } = spreading(scene);
  const [program, ...args] = command;
  copyFileSync(program, scene.path('program'));
  return { ...rest, command: [scene.path('program'), ...args], stamped };
}

/** What these processes, and those that they ran and that have ended, have used of the processors, in milliseconds. */
function cpuMs(pids: readonly number[]): number {
  const TICK_MS = 10;
  return pids.reduce((sum, pid) => sum + (readStat(pid)?.cpuTicks ?? 0) * TICK_MS, 0);
}
