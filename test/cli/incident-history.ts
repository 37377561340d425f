/** A history database with incidents in it, as a supervisor would have left it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openHistory } from '../../electron/history/history.ts';
import type { Incident } from '../../electron/incident/record.ts';
import { Recorded } from '../incident/recorded.ts';
import { servicePlan } from '../support/exhibit.ts';

/** The core has frozen and was ready again after 6.4 s; the sound is being restarted since then. */
export function twoIncidents(): readonly Incident[] {
  const exhibit = new Recorded([servicePlan('core', { stop: { graceMs: 5_000, onFreeze: true } }), servicePlan('audio')]);
  exhibit.up('core', 'audio').passes(10_000, ['core', 'audio']).passes(6_000, ['audio']);
  exhibit.of('core', { type: 'exited', code: null, signal: 'SIGKILL', left: false });
  exhibit.at += 400;
  exhibit.up('core').exits('audio', 1);
  return exhibit.all;
}

/** Writes them to the exhibit `name` below the state folder of a place. */
export async function writeHistory(
  folder: string,
  name: string,
  incidents: readonly Incident[],
  picture: Uint8Array | null = null,
): Promise<void> {
  const state = join(folder, 'state/invigil', name);
  mkdirSync(join(state, 'log'), { recursive: true });
  const history = openHistory({ file: join(state, 'history.db'), log: () => undefined });
  for (const incident of incidents) {
    const { id, service, detectedAt: startedAt, endedAt } = incident;
    history.saveIncident({ id, service, startedAt, endedAt, document: JSON.stringify(incident), picture });
  }
  await history.close();
}
