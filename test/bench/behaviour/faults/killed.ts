/** A supervisor that is killed, and the next one, started at once afterwards as the machine's own init would. */
import type { PeerName } from '../../peer.ts';
import { endMarked } from '../../peers/mark.ts';
import type { Fault, Grade, Seen } from '../fault.ts';
import { spreading } from '../programs.ts';
import { Scene } from '../scene.ts';

const ENDED_WITHIN_MS = 1_000;
const AGAIN_WITHIN_MS = 15_000;
/** Until the next supervisor has settled who runs: a second copy comes within this time or not at all. */
const SETTLED_MS = 3_000;

/** `user@.service` says `Restart=no`, and a killed manager of a user stayed away on a machine that was made for it (test/lab/kiosk-box). */
const STAYS_AWAY: readonly PeerName[] = ['systemd'];

/** What there was of the service, from the kill of the supervisor on. */
interface Story {
  /** Milliseconds after the kill; null: it lived on. */
  readonly endedMs: number | null;
  /** Main processes that live at once under the next supervisor. */
  readonly copies: number;
  /** From the start of the next supervisor until one runs; 0: one always did. */
  readonly againMs: number | null;
  /** What lives now comes back when it is killed. */
  readonly supervised: boolean;
  /** Whether the machine starts the next supervisor. */
  readonly revived: boolean;
}

/** 3: never away, and supervised again; 2: away for a moment; 1: it lives on, or ends, and nobody looks after it; 0: it runs twice, or not at all. */
function judge({ endedMs, copies, againMs, supervised, revived }: Story): { does: string; grade: Grade } {
  if (copies > 1) return { does: 'lives on, and then runs twice', grade: 0 };
  if (copies === 0 || againMs === null) return { does: 'does not come back', grade: 0 };
  if (!revived) return { does: 'ends, and stays away until a login or a boot', grade: 1 };
  if (!supervised) return { does: 'lives on, and nobody looks after it', grade: 1 };
  return endedMs === null ? { does: 'lives on, and is looked after again', grade: 3 } : { does: 'ends, and runs again', grade: 2 };
}

function evidenceOf({ endedMs, copies, againMs, supervised, revived }: Story): string {
  const ended = endedMs === null ? `lives ${ENDED_WITHIN_MS / 1000} s after the kill` : `gone ${Math.round(endedMs)} ms after the kill`;
  const again = againMs === null ? 'does not run' : againMs === 0 ? 'never stopped' : `runs ${Math.round(againMs)} ms after the start`;
  const next = revived ? 'the next supervisor' : 'the next supervisor, started by hand,';
  return `${ended}; under ${next} ${again}, ${copies} at a time; killed then: ${supervised ? 'comes back' : 'stays away'}`;
}

export const killed: Fault = {
  name: 'killed',
  title: 'the supervisor itself is killed (SIGKILL)',
  try(peer): Promise<Seen> {
    return Scene.play(
      peer,
      (scene) => spreading(scene),
      async (scene) => {
        const story = await tell(scene);
        return { ...judge(story), evidence: evidenceOf(story) };
      },
    );
  },
};

/**
 * A user's manager lives in the cgroup of a unit of the machine's own systemd (`user@.service`, `KillMode=mixed`), which ends all that is
 * left there. A manager that was started by hand has nobody above it: what would be done is done here.
 */
async function initOf({ peer, folder }: Scene): Promise<void> {
  if (peer.name === 'systemd') await endMarked(folder);
}

async function tell(scene: Scene): Promise<Story> {
  const { main } = scene;
  const running = () => new Set(scene.mains.filter((pid) => scene.lives(pid)));
  process.kill(scene.supervisor.pid, 'SIGKILL');
  await initOf(scene);
  const endedMs = await scene.until(() => !scene.lives(main), ENDED_WITHIN_MS);
  const lived = running().size > 0;
  const starting = scene.startSupervisor();
  const seenMs = await scene.until(() => running().size > 0, AGAIN_WITHIN_MS);
  await starting;
  await scene.until(() => running().size > 1, SETTLED_MS);
  const copies = running().size;
  const starts = scene.mains.length;
  for (const pid of running()) process.kill(pid, 'SIGKILL');
  const supervised = copies > 0 && (await scene.restarted(starts, AGAIN_WITHIN_MS)) !== null;
  return {
    endedMs: lived ? null : endedMs,
    copies,
    againMs: lived ? 0 : seenMs,
    supervised,
    revived: !STAYS_AWAY.includes(scene.peer.name),
  };
}
