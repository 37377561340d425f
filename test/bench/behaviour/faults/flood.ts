/** A service that writes as fast as it can: what of it is in the log, what the supervisor's memory does, and whether it is held up. */
import { setTimeout as sleep } from 'node:timers/promises';
import { held, peakBytes } from '../../cost/memory.ts';
import type { Fault, Grade, Seen } from '../fault.ts';
import { type Loss, lossOf } from '../loss.ts';
import { flooding, keepsLogs } from '../programs.ts';
import { Scene } from '../scene.ts';

const BYTES = { long: 200e6, short: 20e6 };
const WRITTEN_WITHIN_MS = 120_000;
/** A log is read whole, so not too often; one that has not changed for so many looks will not. */
const LOOK_MS = 500;
const SAME_LOOKS = 6;
const MB = 1e6;
/** More is memory that grows with the flood. */
const MOST_GROWTH_MB = 100;
/** More is a service that waits for its log; less may be a processor that others use, and is shown only. */
const HELD_UP_MS = 1_000;

/** 3: nothing is missing that the log does not own up to, memory is bounded, the service is not held up; 2: it is; 1: memory grows; 0: something is missing. */
function judge(loss: Loss, growthMb: number, longestMs: number): { grade: Grade; does: string } {
  if (loss.missing > 0 && !loss.told) return { grade: 0, does: 'loses output, and says nothing' };
  const log = logged(loss);
  if (growthMb > MOST_GROWTH_MB) return { grade: 1, does: `${log}; takes ${growthMb.toFixed(0)} MB of memory for it` };
  if (longestMs > HELD_UP_MS) return { grade: 2, does: `${log}; holds the service up for ${longestMs.toFixed(0)} ms at a time` };
  return { grade: 3, does: log };
}

function logged({ missing, damaged }: Loss): string {
  if (missing > 0) return 'drops lines, and says how many';
  return damaged > 0 ? 'keeps every byte, cuts some lines in two' : 'keeps every line';
}

export const flood: Fault = {
  name: 'flood',
  title: 'floods its output',
  async try(peer, { short }): Promise<Seen | null> {
    if (!keepsLogs(peer)) return null;
    const bytes = short ? BYTES.short : BYTES.long;
    return Scene.play(
      peer,
      (scene) => flooding(scene, bytes),
      async (scene) => {
        const { supervisor } = scene;
        const before = held(supervisor.processes()).rss;
        process.kill(scene.main, 'SIGUSR1');
        await scene.until(() => scene.noted('flooded').length > 0, WRITTEN_WITHIN_MS);
        const [written = 0, longestUs = 0] = scene.noted('flooded')[0] ?? [];
        if (written === 0) throw new Error(`the flood did not end within ${WRITTEN_WITHIN_MS / 1000} s`);
        const loss = await settled(() => lossOf(supervisor.log(Scene.SERVICE), written / 100));
        const growthMb = Math.max(0, peakBytes(supervisor.processes()) - before) / MB;
        const longestMs = longestUs / 1000;
        const rotated = loss.rotated > 0 ? `, the oldest ${loss.rotated} rotated away` : '';
        const lines = `${loss.damaged} of ${written / 100} lines not whole, ${loss.missing} bytes of them missing${rotated}`;
        const evidence = `${lines}; peak memory ${growthMb.toFixed(0)} MB above that before; longest write ${longestMs.toFixed(1)} ms`;
        return { ...judge(loss, growthMb, longestMs), evidence };
      },
    );
  },
};

/** What it comes to when the log has everything, or gets nothing more. */
async function settled(look: () => Loss): Promise<Loss> {
  let loss = look();
  for (let same = 0; !loss.lastKept && same < SAME_LOOKS; ) {
    await sleep(LOOK_MS);
    const next = look();
    same = next.damaged === loss.damaged ? same + 1 : 0;
    loss = next;
  }
  return loss;
}
