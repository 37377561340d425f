/**
 * What goes wrong, and what people do: drawn beforehand as a list of plain records, so that a failing run can be shrunk by
 * leaving some out, and be read. Times are milliseconds of world time.
 */
import type { HealthStatus, Limit, PersonCommand } from '../../../electron/supervisor/policy/event.ts';
import type { Random } from '../random.ts';

export type OfService =
  | { readonly kind: 'crash'; readonly code: number | null }
  /** The main program ends, others of the service live on for `lingerMs` unless killed, or (`stuck`) in spite of it. */
  | { readonly kind: 'background'; readonly lingerMs: number; readonly stuck: boolean }
  | { readonly kind: 'freeze'; readonly obeysStop: boolean }
  /** Silent for a time that may or may not be longer than its timeout. */
  | { readonly kind: 'hiccup'; readonly forMs: number }
  | { readonly kind: 'stall'; readonly forMs: number }
  | { readonly kind: 'slow-start'; readonly byMs: number; readonly forMs: number }
  | { readonly kind: 'flapping'; readonly everyMs: number; readonly forMs: number }
  | { readonly kind: 'never-ready'; readonly forMs: number }
  /** `appears`: the end of it is seen at once (`retry`). */
  | { readonly kind: 'start-failure'; readonly forMs: number; readonly appears: boolean }
  | { readonly kind: 'health'; readonly status: HealthStatus }
  | { readonly kind: 'fatal' }
  /** It failed to answer so often in a row that its silence has lasted long enough. */
  | { readonly kind: 'missed' }
  | { readonly kind: 'over-limit'; readonly limit: Limit }
  /** Announces `busy` for a while and is silent; `silentMs` may go beyond what it announced or what is allowed. */
  | { readonly kind: 'busy'; readonly forMs: number; readonly silentMs: number; readonly repeats: number }
  /** Sets itself another timeout, so many times that of the file. */
  | { readonly kind: 'own-timeout'; readonly factor: number }
  | { readonly kind: 'incompatible' }
  | { readonly kind: 'debugger'; readonly forMs: number }
  /** A message of an earlier instance arrives late. */
  | { readonly kind: 'straggler' };

export type OfExhibit =
  /** The loop alone was late: signs of life wait in the sockets meanwhile. */
  | { readonly kind: 'late-loop'; readonly byMs: number }
  /** The whole machine stood still, the monotonic clock went on. */
  | { readonly kind: 'stalled-machine'; readonly byMs: number }
  /** Timers fire a little late, under what counts as a late loop. */
  | { readonly kind: 'late-timers'; readonly byMs: number; readonly forMs: number }
  | { readonly kind: 'suspend'; readonly sleptMs: number }
  /** Must have no effect: the policy sees no wall clock, so there is nothing to deliver. */
  | { readonly kind: 'clock-step'; readonly byMs: number }
  | { readonly kind: 'budget-unwritable'; readonly forMs: number }
  | { readonly kind: 'budget-unreadable'; readonly forMs: number }
  /** How reboots are answered for a while: by a refusal, or not at all. */
  | { readonly kind: 'reboot-denied'; readonly forMs: number; readonly silently: boolean }
  /** `exitsMs`: when services that need it end, before (negative) or after the condition is seen to go. */
  | { readonly kind: 'condition-gone'; readonly key: string; readonly forMs: number; readonly exitsMs: number }
  | { readonly kind: 'closed'; readonly forMs: number }
  | { readonly kind: 'reload'; readonly variant: number }
  | { readonly kind: 'supervisor-killed'; readonly awayMs: number }
  | { readonly kind: 'power-cut' };

export type Fault = { readonly at: number } & (
  | ({ readonly service: string } & OfService)
  | OfExhibit
  | { readonly kind: 'command'; readonly command: PersonCommand }
);

/** One fault at the given moment; `services` are the names that may be struck. */
export function drawFault(random: Random, at: number, services: readonly string[]): Fault {
  const service = random.pick(services) ?? 'core';
  const sometimes = random.next();
  if (sometimes < 0.6) return { at, service, ...drawOfService(random) };
  if (sometimes < 0.8) return { at, ...drawOfExhibit(random) };
  return { at, kind: 'command', command: drawCommand(random, service) };
}

function drawOfService(random: Random): OfService {
  switch (random.whole(0, 20)) {
    case 0:
    case 1:
    case 2:
      return { kind: 'crash', code: random.pick([0, 1, 78, null]) };
    case 3:
      return { kind: 'background', lingerMs: random.whole(1, 20_000), stuck: random.chance(0.2) };
    case 4:
    case 5:
      return { kind: 'freeze', obeysStop: random.chance(0.5) };
    case 6:
      return { kind: 'hiccup', forMs: random.whole(100, 20_000) };
    case 7:
      return { kind: 'stall', forMs: random.whole(1000, 300_000) };
    case 8:
      return { kind: 'slow-start', byMs: random.whole(500, 60_000), forMs: random.whole(10_000, 300_000) };
    case 9:
    case 10:
      return { kind: 'flapping', everyMs: random.whole(100, 8000), forMs: random.whole(10_000, 900_000) * random.pick([1, 1, 1, 8]) };
    case 11:
      return { kind: 'never-ready', forMs: random.whole(10_000, 600_000) };
    case 12:
      return { kind: 'start-failure', forMs: random.whole(1000, 300_000), appears: random.chance(0.5) };
    case 13:
      return { kind: 'health', status: random.pick(['healthy', 'warning', 'error', 'fatal', 'unknown']) };
    case 14:
      return { kind: 'fatal' };
    case 15:
      return {
        kind: 'busy',
        forMs: random.whole(1000, 120_000),
        silentMs: random.whole(500, 150_000),
        repeats: random.pick([0, 0, 3, 20]),
      };
    case 16:
      return { kind: 'own-timeout', factor: random.pick([0.8, 2, 5]) };
    case 17:
      return random.chance(0.3) ? { kind: 'incompatible' } : { kind: 'straggler' };
    case 18:
      return { kind: 'missed' };
    case 19:
      return { kind: 'over-limit', limit: random.pick(['memory', 'processes']) };
    default:
      return { kind: 'debugger', forMs: random.whole(1000, 600_000) };
  }
}

function drawOfExhibit(random: Random): OfExhibit {
  switch (random.whole(0, 12)) {
    case 0:
      return { kind: 'late-loop', byMs: random.whole(60, 30_000) };
    case 1:
      return { kind: 'stalled-machine', byMs: random.whole(60, 30_000) };
    case 2:
      return { kind: 'late-timers', byMs: random.whole(1, 40), forMs: random.whole(1000, 300_000) };
    case 3:
      return { kind: 'suspend', sleptMs: random.whole(1000, 36_000_000) };
    case 4:
      return { kind: 'clock-step', byMs: random.whole(-86_400_000, 86_400_000) };
    case 5:
      return { kind: 'budget-unwritable', forMs: random.whole(10_000, 3_600_000) };
    case 6:
      return { kind: 'budget-unreadable', forMs: random.whole(10_000, 3_600_000) };
    case 7:
      return { kind: 'reboot-denied', forMs: random.whole(60_000, 7_200_000), silently: random.chance(0.5) };
    case 8:
      return {
        kind: 'condition-gone',
        key: random.pick(['session', 'network', 'sound']),
        forMs: random.whole(100, 300_000),
        exitsMs: random.whole(-1200, 800),
      };
    case 9:
      return { kind: 'closed', forMs: random.whole(1000, 3_600_000) };
    case 10:
      return { kind: 'reload', variant: random.whole(0, 1e6) };
    case 11:
      return { kind: 'supervisor-killed', awayMs: random.whole(20, 5000) };
    default:
      return random.chance(0.3) ? { kind: 'power-cut' } : { kind: 'clock-step', byMs: random.whole(-1000, 1000) };
  }
}

function drawCommand(random: Random, service: string): PersonCommand {
  const name = random.pick(['start', 'start', 'start', 'stop', 'restart', 'pause', 'resume', 'resume'] as const);
  if (name === 'resume') return { name };
  if (name === 'pause') return { name, forMs: random.chance(0.8) ? random.whole(1000, 1_800_000) : null };
  return { name, service: random.chance(0.6) ? service : null };
}
