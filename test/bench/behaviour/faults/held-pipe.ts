/** A service that dies while another process, in a session of its own, holds its standard output open. */
import type { Fault, Seen } from '../fault.ts';
import { keepsLogs, spreading } from '../programs.ts';
import { Scene } from '../scene.ts';

const WITHIN_MS = 20_000;
const HOLDER = 'setsid';

export const heldPipe: Fault = {
  name: 'held-pipe',
  title: 'dies while a grandchild holds its output open',
  try(peer): Promise<Seen> {
    const service = (scene: Scene) => ({ ...spreading(scene, HOLDER), ...(keepsLogs(peer) ? { stamped: true } : {}) });
    return Scene.play(peer, service, async (scene) => {
      const holder = await scene.first(HOLDER);
      const { main } = scene;
      process.kill(main, 'SIGKILL');
      const tookMs = await scene.restarted(1, WITHIN_MS);
      if (tookMs === null) return { does: 'does not notice', evidence: `not started again within ${WITHIN_MS / 1000} s`, grade: 0 };
      const after = scene.lives(holder) ? 'the holder lives on' : 'the holder was ended first';
      return { does: 'notices the end', evidence: `runs again after ${Math.round(tookMs)} ms; ${after}`, grade: 3 };
    });
  },
};
