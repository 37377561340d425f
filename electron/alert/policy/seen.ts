/** What is seen: what a snapshot means for the troubles. It alone says that a service is well, and what a running one says of itself. */
import type { HealthStatus } from '../../supervisor/policy/event.ts';
import type { ServiceSnapshot, Snapshot } from '../../supervisor/snapshot.ts';
import type { Trouble } from './state.ts';
import { healthText, safeModeFoundText } from './text.ts';
import { find, hide, keyOf, notWell, SAFE_MODE, show, showOnly, well } from './trouble.ts';
import { silence, type Turn } from './turn.ts';

const HEALTH = {
  warning: { name: 'warning', level: 'warning', weight: 1 },
  error: { name: 'error', level: 'error', weight: 2 },
  fatal: { name: 'fatal', level: 'error', weight: 3 },
} as const;

/** What is bad of a status, in the form in which it is told when it lasts; null: nothing. */
export function badHealth(status: HealthStatus) {
  return status === 'healthy' || status === 'unknown' ? null : HEALTH[status];
}

export function seen(turn: Turn, snapshot: Snapshot): void {
  const { state } = turn;
  // Whatever ends now is meant to.
  if (state.stopping || snapshot.state === 'stopping') return;
  const wasSilent = state.paused || state.resumed || state.closed || state.safeMode;
  state.resumed = false;
  state.closed = !snapshot.open;
  // Where nothing hides a pause from view: it may have ended with the supervisor before this one.
  if (['paused', 'starting', 'degraded', 'running'].includes(snapshot.state)) state.paused = snapshot.state === 'paused';
  state.safeMode = snapshot.state === 'safe-mode';
  if (snapshot.ladder === 0 && !state.safeMode) state.ladder = null;
  safeModeFound(turn);
  for (const service of snapshot.services) {
    ofRun(turn, service);
    ofHealth(turn, service);
    ofWait(turn, service);
  }
  for (const trouble of [...state.troubles]) {
    if (trouble.service === null || snapshot.services.some(({ name }) => name === trouble.service)) continue;
    well(turn, trouble, 'removed');
  }
  if (wasSilent && silence(state) === null && !state.safeMode) lookAnew(turn, snapshot);
}

/** Safe mode of which nothing is known: what an earlier supervisor had told of it is lost. */
function safeModeFound(turn: Turn): void {
  const key = keyOf('exhibit', SAFE_MODE);
  const known = find(turn, key);
  if (!turn.state.safeMode) {
    if (known !== undefined) well(turn, known, 'well');
  } else if (known === undefined && turn.state.ladder === null) {
    show(turn, key, null, {
      name: SAFE_MODE,
      kind: 'safe-mode',
      level: 'fatal',
      weight: 4,
      urgent: true,
      ...safeModeFoundText(turn.settings),
    });
  }
}

function ofRun(turn: Turn, service: ServiceSnapshot): void {
  const trouble = find(turn, keyOf('run', service.name));
  if (trouble === undefined || trouble.ending?.atOnce === true) return;
  if (service.state === 'running') well(turn, trouble, 'well');
  else if (service.state !== 'stopped') notWell(trouble);
  else rests(turn, trouble, service);
}

/** A service that does not run says nothing: whether it is well is seen when it runs again. */
function ofHealth(turn: Turn, service: ServiceSnapshot): void {
  const key = keyOf('health', service.name);
  const trouble = find(turn, key);
  if (service.state === 'running') {
    const bad = badHealth(service.health);
    if (bad !== null)
      showOnly(turn, key, service.name, { ...bad, kind: 'health', urgent: false, ...healthText(turn.settings, service, bad.name) });
    else if (trouble !== undefined) well(turn, trouble, 'well');
  } else if (trouble !== undefined) {
    hide(turn, trouble);
    if (service.state === 'stopped') rests(turn, trouble, service);
    else notWell(trouble);
  }
}

function ofWait(turn: Turn, service: ServiceSnapshot): void {
  const trouble = find(turn, keyOf('wait', service.name));
  if (trouble === undefined) return;
  if (service.state === 'stopped') return rests(turn, trouble, service);
  const what = service.waitingFor?.what ?? null;
  // In a pause nothing starts, so that nobody knows whether it would have to wait.
  if (service.state === 'waiting' && what === 'resume') return;
  if (service.state !== 'waiting' || what === 'service' || what === 'shell') well(turn, trouble, 'well');
  else notWell(trouble);
}

/** Stopped, by whom: outside opening hours and in safe mode nobody knows whether it would be well. */
function rests(turn: Turn, trouble: Trouble, { stoppedBy }: ServiceSnapshot): void {
  if (stoppedBy === 'person') well(turn, trouble, 'stopped');
  else if (stoppedBy === 'finished') well(turn, trouble, 'well');
  else {
    hide(turn, trouble);
    notWell(trouble);
  }
}

/**
 * People are told of things again, and first of what is still so. A service that starts just now is given its time anew; one that cannot
 * run, or that waits, is as it was.
 */
function lookAnew(turn: Turn, { services }: Snapshot): void {
  for (const trouble of turn.state.troubles) {
    const service = services.find(({ name }) => name === trouble.service);
    if (!trouble.key.startsWith('run ') || service === undefined || service.state === 'failed' || service.state === 'backing-off') continue;
    for (const status of trouble.statuses) {
      if (status.since === null || status.told || status.name === SAFE_MODE) continue;
      status.urgent = false;
      status.since = turn.fact.at;
    }
  }
}
