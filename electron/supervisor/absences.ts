/**
 * How long what a person restarts is likely to be away, for the words "back in about 15 s". Made from what was seen of each service since
 * the supervisor started: how long its last stop took and its last start until it was ready. Where nothing was seen the plan's numbers
 * stand in: the grace of a stop, and the time allowed for a start.
 *
 * Invariants: an estimate and nothing else, no decision rests on it; times are monotonic milliseconds; a service that waits for what
 * nobody here can give (a device, the session) is not counted, and alone gives no estimate.
 */
import type { Plan, ServicePlan } from './policy/plan.ts';
import type { ServiceState, Snapshot } from './snapshot.ts';

/** From power to kernel: firmware and boot loader, which no clock of ours sees. */
const FIRMWARE_MS = 15_000;
/** From the kernel's start to the running exhibit, where this supervisor did not see it. */
const BOOT_MS = 45_000;
/** A supervisor that started so soon after the machine was started with it. */
const WITH_THE_MACHINE_MS = 300_000;

interface Clocks {
  readonly monotonicMs: () => number;
  readonly bootUptimeMs: () => number;
}

interface Seen {
  readonly state: ServiceState;
  readonly since: number;
  readonly stopMs: number | null;
  readonly startMs: number | null;
}

export class Absences {
  readonly #clocks: Clocks;
  readonly #services = new Map<string, Seen>();
  readonly #begunWithMachine: boolean;
  /** Uptime at which everything ran for the first time. */
  #upMs: number | null = null;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
    this.#begunWithMachine = clocks.bootUptimeMs() < WITH_THE_MACHINE_MS;
  }

  /** Takes a picture of the exhibit in. */
  observe({ state, services }: Pick<Snapshot, 'state' | 'services'>): void {
    const now = this.#clocks.monotonicMs();
    for (const service of services) {
      const seen = this.#services.get(service.name) ?? { state: 'stopped', since: now, stopMs: null, startMs: null };
      if (seen.state === service.state) continue;
      const tookMs = now - seen.since;
      this.#services.set(service.name, {
        state: service.state,
        since: now,
        stopMs: seen.state === 'stopping' ? tookMs : seen.stopMs,
        startMs: seen.state === 'starting' && service.state === 'running' ? tookMs : seen.startMs,
      });
    }
    if (state === 'running' && this.#begunWithMachine) this.#upMs ??= this.#clocks.bootUptimeMs();
  }

  /** After a restart of this service, or (null) of the whole exhibit; null: nobody knows. */
  ofRestart({ services }: Pick<Plan, 'services'>, service: string | null): number | null {
    const away = services.filter(({ name }) => (service === null || name === service) && this.#services.get(name)?.state !== 'waiting');
    if (away.length === 0) return null;
    const startMs = longest(away, ({ after }) => after, this.#startMs);
    return Math.round(this.#endMs(away) + startMs);
  }

  /** After a reboot of the machine. */
  ofReboot({ services }: Pick<Plan, 'services'>): number {
    return Math.round(this.#endMs(services) + FIRMWARE_MS + (this.#upMs ?? BOOT_MS));
  }

  /** They stand in start order, and end in the other. */
  #endMs(services: readonly ServicePlan[]): number {
    const dependants = ({ name }: ServicePlan) => services.filter(({ after }) => after.includes(name)).map((other) => other.name);
    return longest(services.toReversed(), dependants, this.#stopMs);
  }

  /** A healthy shell stays, so that of its page nothing ends. */
  readonly #stopMs = ({ name, kind, stop }: ServicePlan): number => {
    return this.#services.get(name)?.stopMs ?? (kind === 'url' ? 0 : stop.graceMs);
  };

  readonly #startMs = ({ name, heartbeat }: ServicePlan): number => this.#services.get(name)?.startMs ?? heartbeat.startupMs;
}

/** Of services of which each begins when those before it are done: when the last one is. `services` stand in the order of their turns. */
function longest(
  services: readonly ServicePlan[],
  before: (service: ServicePlan) => readonly string[],
  takesMs: (service: ServicePlan) => number,
): number {
  const until = new Map<string, number>();
  for (const service of services) {
    const begins = Math.max(0, ...before(service).map((name) => until.get(name) ?? 0));
    until.set(service.name, begins + takesMs(service));
  }
  return Math.max(0, ...until.values());
}
