/**
 * One trial of one program, from its start to the end of everything it started:
 *
 *     watching (until enough is seen, it ends, or Ctrl+C) -> SIGTERM, 5 s -> kill -> closed
 *
 * Invariants: the program is run as a service would be, only that nothing is restarted and silence is measured instead of
 * punished; however it ends, nothing of the program and no file of ours is left.
 */
import { endTrial } from './ending.ts';
import { Fate } from './fate.ts';
import { Hearing } from './heard.ts';
import type { Live } from './live.ts';
import { Looks } from './looks.ts';
import type { Member } from './members.ts';
import { pause } from './pause.ts';
import type { Trial } from './result.ts';
import { type Subject, surround } from './surroundings.ts';

/** Watched for so long after it was ready; or after its start, if it never says so. */
const ENOUGH_MS = 20_000;
/** How often its processes and their memory are looked at. */
const LOOK_MS = 500;

export interface TrialRequest extends Subject {
  /** Watch for so long after the start; null: until enough is seen. */
  readonly forMs: number | null;
  readonly live: Live;
  /** Ends the watching. */
  readonly interrupt: AbortSignal;
  /** Ends the waiting for its end, too. */
  readonly hurry: AbortSignal;
}

export type Outcome =
  | { readonly ok: true; readonly trial: Trial }
  /** It could not be started. */
  | { readonly ok: false; readonly reason: string };

export async function runTrial(request: TrialRequest): Promise<Outcome> {
  const { live, command, directory } = request;
  const hearing = new Hearing();
  const looks = new Looks();
  let fate = new Fate();
  const around = await surround(request, {
    onProcess(event) {
      fate.take(event);
      live.process(event);
    },
    onSign(kind, event) {
      hearing.sign(kind, fate.ageMs(), event);
      live.sign(kind, event);
    },
    onReport(kind, report) {
      hearing.report(report);
      live.report(kind, report);
    },
    onLine: (text) => live.output(text),
    onTrouble: (text) => live.line(text),
  });
  let seen: Trial | null = null;
  let escaped: readonly Member[] = [];
  try {
    // Its age counts from here.
    fate = new Fate();
    live.begin();
    around.spawn();
    await watch(request, fate, hearing, () => looks.look(around.members()));
    const watchedMs = fate.exitMs ?? fate.ageMs();
    const heard = hearing.summary(watchedMs);
    if (fate.failure === null) {
      const ending = await endTrial(around, fate, (text) => live.line(text), request.hurry);
      const { memory, mostProcesses } = looks;
      const { readyMs } = hearing;
      seen = { command, directory, watchedMs, readyMs, heard, memory, mostProcesses, ending, escaped, lastLines: [] };
    }
  } finally {
    escaped = await around.close();
    live.end();
  }
  if (seen === null) return { ok: false, reason: fate.failure ?? 'it did not start' };
  return { ok: true, trial: { ...seen, escaped, lastLines: around.output.tail() } };
}

async function watch({ forMs, interrupt }: TrialRequest, fate: Fate, hearing: Hearing, look: () => void): Promise<void> {
  const until = () => forMs ?? Math.max((hearing.readyMs ?? 0) + ENOUGH_MS, hearing.busyUntilMs);
  while (!interrupt.aborted && !fate.exited.aborted && fate.ageMs() < until()) {
    await pause(Math.min(LOOK_MS, until() - fate.ageMs()), interrupt, fate.exited);
    if (!fate.exited.aborted) look();
  }
}
