/**
 * The end of a trial: SIGTERM as at every stop, with the default patience, and then the kill. What lives on after the main
 * program is looked at before it is killed.
 */
import type { Fate } from './fate.ts';
import { describeMember } from './members.ts';
import { pause } from './pause.ts';
import type { Ending } from './result.ts';
import type { Surroundings } from './surroundings.ts';

/** The default of `stop.grace`. */
const GRACE_MS = 5_000;
/** What outlives the main program by less than this is only just ending itself. */
const LINGER_MS = 1_000;
/** For what the kernel has to do after a kill. */
const KILL_PATIENCE_MS = 5_000;

/** `say`: what happens, for whoever watches; `hurry`: kills at once. */
export async function endTrial(around: Surroundings, fate: Fate, say: (text: string) => void, hurry: AbortSignal): Promise<Ending> {
  if (fate.exit === null) return stopped(around, fate, say, hurry);
  await pause(LINGER_MS, fate.gone, hurry);
  if (fate.gone.aborted) return { by: 'itself', ...fate.exit, tookMs: null, ...NOTHING_LEFT };
  const left = lookAtLeft(around);
  const tookMs = await ask(around, fate, say, hurry, GRACE_MS);
  await kill(around, fate, say);
  return { by: 'background', ...fate.exit, tookMs, ...left };
}

async function stopped(around: Surroundings, fate: Fate, say: (text: string) => void, hurry: AbortSignal): Promise<Ending> {
  const tookMs = await ask(around, fate, say, hurry, LINGER_MS);
  const by = fate.exit === null ? 'killed' : 'stopped';
  const left = fate.gone.aborted ? NOTHING_LEFT : lookAtLeft(around);
  await kill(around, fate, say);
  return { by, code: fate.exit?.code ?? null, signal: fate.exit?.signal ?? null, tookMs, ...left };
}

/** Sends SIGTERM; answers with how long it took until everything had ended; else the main program; else until patience had. */
async function ask(around: Surroundings, fate: Fate, say: (text: string) => void, hurry: AbortSignal, lingerMs: number): Promise<number> {
  const { signs, processes, instance } = around;
  const askedAt = performance.now();
  say('asked to end (SIGTERM)');
  signs.tell({ type: 'stop', grace_ms: GRACE_MS });
  processes.stop(instance);
  if (fate.exit === null) await pause(GRACE_MS, fate.exited, hurry);
  const mainMs = performance.now() - askedAt;
  if (fate.exit === null) return mainMs;
  await pause(lingerMs, fate.gone, hurry);
  return fate.gone.aborted ? performance.now() - askedAt : mainMs;
}

async function kill({ processes, instance }: Surroundings, fate: Fate, say: (text: string) => void): Promise<void> {
  if (fate.gone.aborted) return;
  say('killed, because not all of it had ended');
  processes.kill(instance);
  await pause(KILL_PATIENCE_MS, fate.gone);
}

const NOTHING_LEFT = { survivors: [], holders: [] } as const;

function lookAtLeft({ members, output }: Surroundings): Pick<Ending, 'survivors' | 'holders'> {
  const pids = members();
  const holders = output.holders(pids);
  return { survivors: pids.map(describeMember), holders: holders.map(describeMember) };
}
