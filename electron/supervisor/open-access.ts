/** Opens who may sign in, at the screen and over the network: the people of the exhibit file, what is kept on the disk, who is told. */
import { join } from 'node:path';
import { createAccess } from '../access/access.ts';
import { FRESH, fromJson, keptSchema, LOST, toJson } from '../access/kept.ts';
import { Ledger } from '../access/ledger.ts';
import { createNetworkAccess, type NetworkAccess, type NetworkOptions } from '../access/network.ts';
import type { Screen } from '../api/door.ts';
import type { Exhibit } from '../config/index.ts';
import { bootUptimeMs, monotonicMs } from '../platform/clock.ts';
import type { ExhibitPaths } from '../platform/paths.ts';
import { loadKept, saveKept } from '../store/kept-file.ts';
import { alertWords } from './alert-words.ts';
import type { EventStream } from './event-stream.ts';
import { sentence } from './sentence.ts';
import type { Snapshot } from './snapshot.ts';

export interface AccessSurroundings {
  readonly paths: ExhibitPaths;
  /** As it runs now. */
  readonly exhibit: () => Exhibit;
  readonly snapshot: () => Snapshot;
  readonly stream: EventStream;
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
}

export interface OpenAccess extends Screen {
  /** Who comes in over the network. */
  readonly network: NetworkAccess;
  close(): Promise<void>;
}

export async function openAccess({ paths, exhibit, snapshot, stream, log }: AccessSurroundings): Promise<OpenAccess> {
  const ledger = await openLedger(join(paths.state, 'sign-in.json'), log);
  /** `actorOf`: the person as commands from this door name them. */
  const options = (actorOf: (name: string) => string, kind: 'pin-lockout' | 'sign-in-lockout'): NetworkOptions => ({
    people: () => exhibit().access,
    environment: process.env,
    ledger,
    monotonicMs,
    uptimeMs: bootUptimeMs,
    audit({ name, outcome, line }) {
      log(outcome === 'done' ? 'info' : 'warning', line);
      stream.emit('command', { actor: name === null ? null : actorOf(name), command: 'sign-in', outcome, line });
    },
    lockout(tries) {
      const alert = { kind, level: 'warning', tries } as const;
      const words = alertWords(alert);
      log(alert.level, words);
      stream.alert(alert, words);
    },
    log,
  });
  const access = createAccess(options((name) => `${name} (screen)`, 'pin-lockout'));
  const network = createNetworkAccess(options((name) => `${name} (dashboard)`, 'sign-in-lockout'));
  return {
    ...access,
    network,
    withoutPin: () => exhibit().overlay.withoutPin,
    sentence: (words) => sentence(snapshot(), Date.now(), words),
    async close() {
      network.close();
      await ledger.close();
    },
  };
}

const MEANS = 'So the next PIN at the screen, and the next password over the network, is taken in 15 min, as after many wrong ones';

/** What is kept of wrong ones; where that is lost, as if there had been many. */
async function openLedger(path: string, log: AccessSurroundings['log']): Promise<Ledger> {
  const file = { path, schema: keptSchema, fresh: toJson(FRESH), afterDamage: toJson(LOST) };
  const loaded = await loadKept(file, ({ movedTo, reason }) =>
    log('error', `${path} was damaged (${reason}): moved to ${movedTo}. ${MEANS}`),
  );
  if (!loaded.ok) log('error', `how many wrong PINs and passwords there were cannot be read: ${loaded.reason}. ${MEANS}`);
  return new Ledger({
    kept: loaded.ok ? fromJson(loaded.value) : LOST,
    save: (kept) => saveKept(file, toJson(kept)),
    monotonicMs,
    log,
  });
}
