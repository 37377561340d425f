/** Opens who may sign in at the screen: people and PINs of the exhibit file, what is kept on the disk, and who is told. */
import { join } from 'node:path';
import { createAccess } from '../access/access.ts';
import { FRESH, fromJson, keptSchema, LOST, toJson } from '../access/kept.ts';
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
  close(): Promise<void>;
}

export async function openAccess({ paths, exhibit, snapshot, stream, log }: AccessSurroundings): Promise<OpenAccess> {
  const path = join(paths.state, 'sign-in.json');
  const file = { path, schema: keptSchema, fresh: toJson(FRESH), afterDamage: toJson(LOST) };
  const loaded = await loadKept(file, ({ movedTo, reason }) =>
    log('error', `${path} was damaged (${reason}): moved to ${movedTo}. ${MEANS}`),
  );
  if (!loaded.ok) log('error', `how many wrong PINs there were cannot be read: ${loaded.reason}. ${MEANS}`);
  const access = createAccess({
    people: () => exhibit().access,
    environment: process.env,
    kept: loaded.ok ? fromJson(loaded.value) : LOST,
    save: (kept) => saveKept(file, toJson(kept)),
    monotonicMs,
    uptimeMs: bootUptimeMs,
    audit({ name, outcome, line }) {
      log(outcome === 'done' ? 'info' : 'warning', line);
      stream.emit('command', { actor: name === null ? null : `${name} (screen)`, command: 'sign-in', outcome, line });
    },
    lockout(tries) {
      const alert = { kind: 'pin-lockout', level: 'warning', tries } as const;
      const words = alertWords(alert);
      log(alert.level, words);
      stream.alert(alert, words);
    },
    log,
  });
  return {
    ...access,
    withoutPin: () => exhibit().overlay.withoutPin,
    sentence: (words) => sentence(snapshot(), Date.now(), words),
  };
}

const MEANS = 'So the next PIN at the screen is taken in 15 min, as after many wrong ones';
