/** One instance as it is known on one way of speaking: what its messages mean, and how it is answered where there is a way back. */
import type { HeartbeatSettings, ToService } from '../supervisor/ports.ts';
import { type Beat, commonVersion, type FromService, SUPPORTED_VERSIONS } from './protocol.ts';
import type { Signs } from './signs.ts';

/** Versions of a client that are told at most: it may name thousands. */
const TOLD_VERSIONS = 8;

/** The way back to whoever spoke. */
export interface Line {
  send(text: string): unknown;
}

export class Peer {
  readonly signs: Signs;
  readonly #settings: HeartbeatSettings;
  readonly #isHeartbeat: boolean;
  /** What it last spoke on; a client that connects anew has another. Null: there is no way back. */
  #line: Line | null = null;
  #rejected = false;
  #askedToStop = false;

  /** `speaksFor`: the kind of heartbeat that beats on this way count for. */
  constructor(signs: Signs, settings: HeartbeatSettings, speaksFor: 'zmq' | 'notify') {
    this.signs = signs;
    this.#settings = settings;
    this.#isHeartbeat = settings.kind === speaksFor;
  }

  take(message: FromService, line: Line | null): void {
    this.#line = line;
    if (message.type === 'hello') this.#hello(message);
    else if (!this.#rejected) this.#hear(message);
  }

  /** `stop` is sent once, however often it is asked for. */
  tell(message: ToService): void {
    if (this.#rejected || (message.type === 'stop' && this.#askedToStop)) return;
    if (message.type === 'stop') this.#askedToStop = true;
    this.#answer(message);
  }

  speaksOn(line: Line): boolean {
    return this.#line === line;
  }

  #hello(hello: Extract<FromService, { type: 'hello' }>): void {
    const version = commonVersion(hello.v);
    if (version === null) {
      const reason = `this supervisor speaks version ${SUPPORTED_VERSIONS.join(', ')}, the client ${[hello.v].flat().slice(0, TOLD_VERSIONS).join(', ') || 'none'}`;
      this.#answer({ type: 'reject', reason, supported: SUPPORTED_VERSIONS });
      this.#rejected = true;
      this.signs.note(`incompatible client: ${reason}`);
      if (this.#isHeartbeat) this.signs.incompatible(reason);
      return;
    }
    this.#rejected = false;
    const { intervalMs, timeoutMs, startupMs } = this.#settings;
    this.#answer({ type: 'welcome', v: version, interval_ms: intervalMs, timeout_ms: timeoutMs, startup_ms: startupMs });
    this.signs.report({ type: 'hello', version, client: hello.client });
    if (hello.ready === true && this.#isHeartbeat) this.signs.ready();
  }

  #hear(message: Exclude<FromService, { type: 'hello' }>): void {
    switch (message.type) {
      case 'beat':
        return this.#beat(message);
      case 'busy':
        this.signs.busy(message.for_ms);
        if (message.why !== null) this.signs.report({ type: 'message', text: message.why });
        return;
      case 'health':
        return this.signs.checks(message.checks);
      case 'error': {
        const { message: text, traceback } = message;
        const fatal = message.fatal === true;
        this.signs.report({ type: 'error', message: text, traceback, fatal });
        if (fatal) this.signs.fatal(text);
        return;
      }
      case 'metric':
        return this.signs.report({ type: 'metric', name: message.name, value: message.value, labels: message.labels });
      case 'page':
        if (message.state === 'shown') this.signs.shown();
        else this.signs.report({ type: 'page', state: message.state, message: message.message });
        return;
      case 'captured':
        return this.signs.report({ type: 'captured', id: message.id, reason: message.reason });
      case 'overlay':
        return this.signs.report({ type: 'overlay', state: message.state, way: message.way });
      case 'renew':
        return this.signs.report({ type: 'renew', reason: message.reason, software: message.software });
      case 'bye':
        return this.signs.report({ type: 'stopping' });
    }
  }

  #beat({ progress, status, message }: Beat): void {
    if (this.#isHeartbeat) {
      this.signs.ready();
      this.signs.beat(progress, status);
    }
    if (message !== null) this.signs.report({ type: 'message', text: message });
  }

  #answer(message: object): void {
    const { service, id } = this.signs.instance;
    this.#line?.send(JSON.stringify({ ...message, service, instance: id }));
  }
}
