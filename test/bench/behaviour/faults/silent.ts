/** A service that does nothing more and does not end: frozen, or stuck in a loop. */
import type { Fault, FaultName, Seen } from '../fault.ts';
import { beating } from '../programs.ts';
import { Scene } from '../scene.ts';

/** How long it may be silent where that can be said. */
const SILENT_FOR_MS = 1_000;
/** How long it is waited for: many times that, or many cycles of those that look now and then. */
const WITHIN_MS = { long: 15_000, short: 10_000 };
/** A log may be written after the restart. */
const TOLD_WITHIN_MS = 1_000;
const WORDS = /watchdog|fr[eo]ez|froze|no sign of life|silent/i;

function silent(name: FaultName, title: string, signal: NodeJS.Signals): Fault {
  return {
    name,
    title,
    try(peer, { short }): Promise<Seen> {
      const listens = !peer.cannot.includes('silence');
      const service = (scene: Scene) => ({ ...beating(scene), ...(listens ? { silentForMs: SILENT_FOR_MS } : {}) });
      return Scene.play(peer, service, async (scene) => {
        const withinMs = short ? WITHIN_MS.short : WITHIN_MS.long;
        const before = scene.mains.length;
        process.kill(scene.main, signal);
        const tookMs = await scene.restarted(before, withinMs);
        if (tookMs === null) {
          const reason = listens ? 'was told to expect beats' : 'has nothing by which a service says that it is alive';
          return { does: 'does not notice', evidence: `not restarted within ${withinMs / 1000} s; it ${reason}`, grade: 0 };
        }
        const evidence = `allowed to be silent for ${SILENT_FOR_MS} ms, runs again ${Math.round(tookMs)} ms after it fell silent`;
        await scene.until(() => scene.said.last(WORDS) !== null, TOLD_WITHIN_MS);
        const said = scene.said.last(WORDS);
        return {
          does: 'restarts it',
          evidence: said === null ? evidence : `${evidence}: “${said}”`,
          grade: 3,
        };
      });
    },
  };
}

export const frozen = silent('frozen', 'frozen (SIGSTOP)', 'SIGSTOP');
export const stuck = silent('stuck', 'stuck in a busy loop', 'SIGUSR1');
