/** A service that ignores SIGTERM, and is to be stopped. */
import { monotonicMs } from '../../../../electron/platform/clock.ts';
import type { Fault, Seen } from '../fault.ts';
import { spreading } from '../programs.ts';
import { Scene } from '../scene.ts';
import { stopService } from '../stopping.ts';

/** More than the 90 s that systemd gives a service by default. */
const WITHIN_MS = { long: 100_000, short: 30_000 };
/** Who stops something by hand stands there and waits. */
const SOON_MS = 15_000;

export const deaf: Fault = {
  name: 'deaf',
  title: 'ignores SIGTERM when it is stopped',
  waits: true,
  try(peer, { short }): Promise<Seen | null> {
    return Scene.play(
      peer,
      (scene) => spreading(scene, 'deaf'),
      async (scene) => {
        const { main } = scene;
        const beganMs = monotonicMs();
        const stopping = stopService(scene);
        if (stopping === null) return null;
        const withinMs = short ? WITHIN_MS.short : WITHIN_MS.long;
        const gone = await scene.until(() => !scene.lives(main), withinMs);
        const tookMs = monotonicMs() - beganMs;
        await stopping.command.end();
        return gone === null ? stays(stopping.words, withinMs) : ended(stopping.words, tookMs);
      },
    );
  },
};

function stays(command: string, withinMs: number): Seen {
  return { does: 'waits for ever', evidence: `it lives ${withinMs / 1000} s after \`${command}\``, grade: 0 };
}

/** 3: soon; 2: at last. */
function ended(command: string, tookMs: number): Seen {
  const does = `ends it after ${(tookMs / 1000).toFixed(0)} s`;
  return { does, evidence: `gone ${(tookMs / 1000).toFixed(1)} s after \`${command}\``, grade: tookMs < SOON_MS ? 3 : 2 };
}
