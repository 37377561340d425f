/**
 * Dead man's switch: a delayed message lies on the ntfy server, and is moved ahead as long as supervision is alive. Nobody who moves it
 * any more: it arrives.
 *
 *     untried --the server moves delayed messages--> armed --moved every half of its time--> armed
 *        |                                             |
 *        +--it does not (before 2.16): told once       +--planned stop: taken back
 *
 * Invariants: the delayed messages of one machine have one sequence id, over all its lives, so that there is never more than one;
 * moving takes a fifth of what the server takes in a day at most, and where that is not enough for the wanted time, the time becomes
 * longer, which is told. One that arrived although the machine lived (it had no network) is replaced as soon as it can.
 */
import { createHash } from 'node:crypto';
import type { NtfySettings } from '../../config/exhibit.ts';
import type { Publication } from '../receivers/ntfy/publication.ts';
import { movesDelayed } from '../receivers/ntfy/sequences.ts';
import { createNtfyServer, type Refusal } from '../receivers/ntfy/server.ts';
import type { ReadSecret } from '../secret.ts';
import { Rounds, type Sign, type SignsClock, type SignsLog } from './rounds.ts';

const DAY_MS = 86_400_000;
/** Of the server's messages a day. */
const SHARE = 1 / 5;
/** At a planned stop, in milliseconds. */
const TAKE_BACK_MS = 1_500;

export interface SwitchWords {
  /** What arrives after so much silence. */
  readonly silent: (ms: number) => { readonly title: string; readonly message: string };
  readonly back: () => { readonly title: string; readonly message: string };
}

export interface DeadMansSwitchOptions {
  readonly settings: NtfySettings & { readonly name: string };
  readonly afterMs: number;
  readonly exhibit: string;
  /** What tells this machine from another with the same exhibit. */
  readonly machine: string;
  readonly words: SwitchWords;
  readonly readSecret: ReadSecret;
  /** Whether supervision is alive. */
  readonly healthy: () => boolean;
  readonly clock: SignsClock;
  readonly log: SignsLog;
}

export function createDeadMansSwitch(options: DeadMansSwitchOptions): Sign {
  const { settings, afterMs, words, clock, log } = options;
  const what = `the dead man's switch of ${settings.name}`;
  const server = createNtfyServer(settings, options.readSecret);
  const sequence = sequenceOf(options);
  /** How long the silence has to be; null: not known, because the server is to be tried first. */
  let delayMs: number | null = null;
  let movedAt: number | null = null;
  /** One of ours may lie on the server: it was asked to take it, whatever came of that. */
  let isThere = false;
  let isOld = false;

  const publish = (fields: Pick<Publication, 'title' | 'message' | 'priority' | 'tags' | 'delay'>, signal: AbortSignal) =>
    server.publish({ ...fields, sequence }, signal);

  /** Why it cannot be armed now; null: it can, or never. */
  async function tryServer(signal: AbortSignal): Promise<string | null> {
    const moves = await movesDelayed(server, signal);
    if (!moves.ok) return moves.reason;
    if (!moves.value && !isOld) log('warning', `${what} does nothing: the server is older than 2.16 and does not move delayed messages`);
    isOld = !moves.value;
    if (isOld) return null;
    const quota = await server.quota(signal);
    // A server that does not answer to that has answered to the rest.
    const leastMs = quota.ok && quota.value !== null ? DAY_MS / (quota.value * SHARE) : 0;
    delayMs = Math.max(afterMs, 2 * leastMs);
    if (delayMs > afterMs) log('warning', `${what} waits ${minutes(delayMs)} instead of ${minutes(afterMs)}: the server counts messages`);
    return null;
  }

  async function move(signal: AbortSignal): Promise<string | null> {
    if (delayMs === null) {
      const trouble = await tryServer(signal);
      if (trouble !== null || delayMs === null) return trouble;
    }
    const trouble = movedAt === null ? await takeBack(signal) : await sayBack(movedAt, delayMs, signal);
    if (trouble !== null) return trouble.reason;
    isThere = true;
    const delay = `${Math.ceil(delayMs / 1_000)}s`;
    const said = await publish({ ...words.silent(delayMs), priority: 5, tags: ['rotating_light'], delay }, signal);
    if (!said.ok) {
      // It may be another server that comes back.
      delayMs = null;
      return said.reason;
    }
    movedAt = clock.now();
    return null;
  }

  /** What an earlier supervisor has left: it may have arrived, and is wrong now. */
  async function takeBack(signal: AbortSignal): Promise<Refusal | null> {
    const said = await server.remove(sequence, signal);
    return said.ok ? null : said;
  }

  async function sayBack(since: number, silenceMs: number, signal: AbortSignal): Promise<Refusal | null> {
    if (clock.now() - since < silenceMs) return null;
    const said = await publish({ ...words.back(), priority: 2, tags: ['white_check_mark'], delay: null }, signal);
    if (!said.ok) return said;
    movedAt = clock.now();
    return null;
  }

  const rounds = new Rounds({
    clock,
    everyMs: () => (delayMs ?? afterMs) / 2,
    retryMs: () => Math.min(60_000, (delayMs ?? afterMs) / 10),
    healthy: options.healthy,
    act: move,
    what,
    log,
  });
  return {
    wake: () => rounds.wake(),
    async close(planned) {
      await rounds.close();
      if (!planned || !isThere) return;
      const trouble = await takeBack(AbortSignal.timeout(TAKE_BACK_MS));
      if (trouble !== null) log('warning', `${what} could not be taken back, and will arrive: ${trouble.reason}`);
    },
  };
}

/** The same in each life of the supervisor. */
function sequenceOf({ exhibit, machine }: DeadMansSwitchOptions): string {
  return `${exhibit}-alive-${createHash('sha256').update(machine).digest('hex').slice(0, 12)}`;
}

function minutes(ms: number): string {
  return `${Math.round(ms / 60_000)} min`;
}
