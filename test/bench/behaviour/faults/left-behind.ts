/** A service that dies and leaves processes behind: a child, one in a session of its own, and one whose parent has ended. */
import type { Fault, Seen } from '../fault.ts';
import { spreading } from '../programs.ts';
import { Scene } from '../scene.ts';

const RESTARTED_WITHIN_MS = 20_000;
/** After its next start, for those that end them later. */
const GONE_WITHIN_MS = 2_000;
const FAMILY = ['child', 'setsid', 'daemon'] as const;
type Role = (typeof FAMILY)[number];
const WORDS: Readonly<Record<Role, string>> = { child: 'its child', setsid: 'one in a session of its own', daemon: 'a daemon' };

export const leftBehind: Fault = {
  name: 'left-behind',
  title: 'leaves children behind when it dies',
  try(peer): Promise<Seen> {
    return Scene.play(
      peer,
      (scene) => spreading(scene, ...FAMILY),
      async (scene) => {
        const first = new Map<Role, number>();
        for (const role of FAMILY) first.set(role, await scene.first(role));
        const left = () => [...first].filter(([, pid]) => scene.lives(pid)).map(([role]) => role);
        process.kill(scene.main, 'SIGKILL');
        const again = await scene.restarted(1, RESTARTED_WITHIN_MS);
        const gone = await scene.until(() => left().length === 0, GONE_WITHIN_MS);
        const when = again === null ? 'not started again' : `started again after ${Math.round(again)} ms`;
        if (gone !== null) return { does: 'ends them', evidence: `none of 3 left; ${when}`, grade: 3 };
        const words = left()
          .map((role) => WORDS[role])
          .join(', ');
        const all = left().length === FAMILY.length;
        return {
          does: all ? 'leaves them all' : `leaves ${words}`,
          evidence: `${left().length} of 3 live beside the next generation (${words}); ${when}`,
          grade: all ? 0 : 1,
        };
      },
    );
  },
};
