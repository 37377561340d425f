/**
 * Carries effects out through the ports. Knows how each service is started; decides nothing. Every failure of the world comes
 * back as an event or goes to the log: nothing here throws into the loop.
 */
import type { Exhibit, ExhibitService } from '../config/index.ts';
import { START_MARK } from '../log/log.ts';
import { messageOf } from '../platform/errors.ts';
import { alertWords } from './alert-words.ts';
import type { EventStream } from './event-stream.ts';
import type { Instances } from './instances.ts';
import type { Effect } from './policy/effect.ts';
import type {
  Dispatch,
  HeartbeatPort,
  HeartbeatRequest,
  HeartbeatSettings,
  PowerPort,
  ProcessPort,
  SpawnRequest,
  StandingPort,
} from './ports.ts';
import type { Start } from './start-request.ts';

/** The shell beats once a second from its main process; its patience is the policy's. */
const SHELL_HEARTBEAT: HeartbeatSettings = {
  kind: 'zmq',
  intervalMs: 1_000,
  timeoutMs: 5_000,
  startupMs: 30_000,
  path: null,
  field: 'timestamp',
  question: null,
  failures: 0,
};

export type Level = 'info' | 'warning' | 'error' | 'fatal';

export interface RunnerOptions {
  readonly dispatch: Dispatch;
  readonly instances: Instances;
  readonly processes: ProcessPort;
  readonly heartbeats: HeartbeatPort;
  readonly standing: StandingPort;
  readonly power: PowerPort;
  readonly stream: EventStream;
  /** A line in the log of a service, or in the supervisor's own; `alert`: the kind of the one that it tells. */
  readonly note: (service: string | null, text: string, level: Level, alert?: string) => void;
  /** What to spawn, from the file as it is now; a string says why the service cannot be started. */
  readonly request: (start: Start) => SpawnRequest | string | Promise<SpawnRequest | string>;
  /** Everything has ended after a shutdown. */
  readonly over: () => void;
}

export class Runner {
  readonly #options: RunnerOptions;
  #exhibit: Exhibit;
  /** Starts whose request is still being made, by instance number. */
  readonly #preparing = new Set<number>();

  constructor(exhibit: Exhibit, options: RunnerOptions) {
    this.#exhibit = exhibit;
    this.#options = options;
  }

  /** The file was read again: starts from now on follow it. */
  adopt(exhibit: Exhibit): void {
    this.#exhibit = exhibit;
  }

  readonly carryOut = (effect: Effect): void => {
    const { processes, heartbeats, standing, power, over, instances } = this.#options;
    switch (effect.type) {
      case 'spawn':
        return this.#spawn(effect.service, effect.instance, effect.safeMode);
      case 'stop': {
        const instance = instances.of(effect.service, effect.instance);
        if (this.#preparing.delete(effect.instance)) return;
        heartbeats.tell(instance, { type: 'stop', grace_ms: effect.graceMs });
        return processes.stop(instance);
      }
      case 'stack':
        if (this.#preparing.delete(effect.instance)) return;
        return processes.stack(instances.of(effect.service, effect.instance));
      case 'kill':
        if (this.#preparing.delete(effect.instance)) return;
        return processes.kill(instances.of(effect.service, effect.instance));
      case 'show':
        return this.#show(effect.service, effect.instance);
      case 'hold':
        return heartbeats.tell(instances.of(effect.service, effect.instance), { type: 'hold' });
      case 'save-budget':
        return standing.saveBudget(effect.budget);
      case 'save-standing':
        return standing.saveStanding(effect.standing);
      case 'reboot':
        return power.reboot(effect.reason, effect.asker);
      case 'alert': {
        const { alert } = effect;
        const service = 'service' in alert ? alert.service : null;
        const words = alertWords(alert);
        // Each alert is found once in the journal: in the log of its service, where it has one.
        if (service !== null) this.#options.note(service, words, alert.level, alert.kind);
        if (service === null) this.#options.note(null, words, alert.level, alert.kind);
        else this.#options.note(null, `${service}: ${words}`, alert.level);
        return this.#options.stream.alert(alert, words);
      }
      case 'exit':
        return over();
    }
  };

  #spawn(name: string, number: number, safeMode: boolean): void {
    const { dispatch, instances, processes, heartbeats, request } = this.#options;
    const instance = instances.of(name, number);
    const failed = (error: unknown) => {
      heartbeats.close(instance);
      dispatch({ type: 'start-failed', service: name, instance: number, reason: messageOf(error) });
    };
    const spawn = (wanted: SpawnRequest | string) => (typeof wanted === 'string' ? failed(wanted) : processes.spawn(wanted));
    const service = this.#service(name);
    if (service === undefined) return failed('it is not in the exhibit file any more');
    try {
      this.#options.note(name, START_MARK, 'info');
      const signs = heartbeats.open(instance, heartbeatOf(service));
      const wanted = request({ service, instance, signs, safeMode });
      if (!(wanted instanceof Promise)) return spawn(wanted);
      this.#preparing.add(number);
      wanted.then((ready) => (this.#preparing.delete(number) ? spawn(ready) : failed('it was to end before it had begun'))).catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  #show(name: string, number: number): void {
    const service = this.#service(name);
    if (service === undefined || service.command !== null) return;
    const instance = this.#options.instances.of(name, number);
    // The hidden shell shows nothing: it lets be seen what runs in front of it.
    if (service.url === null) return this.#options.heartbeats.tell(instance, { type: 'hide' });
    this.#options.heartbeats.tell(instance, {
      type: 'show',
      url: service.url,
      load_timeout_ms: service.loadTimeoutMs,
      page_timeout_ms: service.heartbeat.timeoutMs,
      page_stall_ms: service.heartbeat.stallMs,
      page_busy_max_ms: service.busy.maxMs,
      page_busy_total_ms: service.busy.totalMs,
      page: service.page,
    });
  }

  #service(name: string): ExhibitService | undefined {
    return this.#exhibit.services.find((service) => service.name === name);
  }
}

function heartbeatOf(service: ExhibitService): HeartbeatRequest {
  if (service.command === null) return { heartbeat: SHELL_HEARTBEAT, ready: null, showsPages: false };
  return { heartbeat: service.heartbeat, ready: service.ready, showsPages: service.role === 'display' };
}
