/** What happened: what an alert of the supervisor means for the troubles. Nothing is told here; `settle.ts` decides that with the next snapshot. */
import type { Alert } from '../../supervisor/policy/effect.ts';
import type { WhyNot } from './draft.ts';
import { memoryOf } from './memory.ts';
import { note } from './note.ts';
import { alertTexts, type Text } from './text.ts';
import { threadId } from './thread.ts';
import { find, hide, keyOf, SAFE_MODE, type Showing, show, well } from './trouble.ts';
import { record, type Turn, wallOf } from './turn.ts';

/** How grave a status is beside others of the same trouble. */
const WEIGHT = { restarts: 1, failed: 2, rung: 3, last: 4 } as const;
/** A condition that goes within so long after a failure makes it none, in milliseconds (contract 2): the policy takes it back. */
const FORGIVEN_MS = 1_000;

export function happened(turn: Turn, alert: Alert): void {
  const texts = alertTexts(turn.settings);
  switch (alert.kind) {
    case 'restarting': {
      const again = isSecond(turn, alert.service);
      const { title, text } = texts.restarting(alert, again);
      return fails(turn, alert.service, {
        name: 'restarting',
        kind: alert.kind,
        level: 'warning',
        weight: WEIGHT.restarts,
        urgent: again,
        title,
        text,
      });
    }
    case 'start-failed':
    case 'gave-up':
    case 'left-as-it-is':
    case 'incompatible-client':
    case 'storm':
    case 'will-not-die':
      return fails(turn, alert.service, { ...plain(alert), weight: WEIGHT.failed, ...texts.failed(alert) });
    // Why it failed: that it did follows.
    case 'went-to-background':
      return fails(turn, alert.service, { ...plain(alert), weight: WEIGHT.restarts, urgent: false, ...texts.failed(alert) });
    case 'rung-taken':
      turn.state.ladder = alert.service;
      // Safe mode tells itself.
      if (alert.rung === 'safe-mode') return;
      return fails(turn, alert.service, {
        ...plain(alert),
        name: alert.rung,
        weight: WEIGHT.rung,
        ...texts.rung(alert.rung, alert.service),
      });
    case 'rung-skipped':
      turn.state.ladder = alert.service;
      return fails(turn, alert.service, { ...plain(alert), weight: WEIGHT.rung, ...texts.skipped(alert) });
    case 'ladder-spent':
      turn.state.ladder = alert.service;
      return fails(turn, alert.service, { ...plain(alert), weight: WEIGHT.last, ...texts.spent(alert.service) });
    case 'safe-mode':
      turn.state.ladder = alert.service;
      return fails(turn, alert.service, { ...plain(alert), weight: WEIGHT.last, ...texts.safeMode(alert.service) });
    case 'rung-helped':
      return ladderOver(turn, 'helped', null);
    case 'safe-mode-ended':
      return ladderOver(turn, 'safe-mode-ended', alert.by);
    case 'safe-mode-trial':
      if (alert.outcome === 'succeeded') return ladderOver(turn, 'trial', null);
      // One that begins or fails is nothing new.
      return writeDown(turn, alert, texts.trial(alert.outcome), 'safe-mode');
    case 'condition-lost':
      forgive(turn, alert.service);
      // A session ends whenever somebody logs out: that it stays away is told by the long wait.
      return waits(turn, alert, alert.level === 'info' ? 'ended' : 'waiting', false);
    case 'waiting-long':
      return waits(turn, alert, 'waiting', true);
    case 'paused':
      note(turn, { name: 'paused', kind: alert.kind, level: alert.level, ...texts.paused(alert) });
      turn.state.paused = true;
      return;
    case 'resumed':
      turn.state.paused = false;
      turn.state.resumed = true;
      return note(turn, { name: 'resumed', kind: alert.kind, level: alert.level, ...texts.resumed(alert) });
    case 'pin-lockout':
    case 'sign-in-lockout':
      return note(turn, { name: alert.kind, kind: alert.kind, level: alert.level, ...texts.lockout(alert) });
    // The end of the trouble says so, when it has held.
    case 'waiting-over':
      return writeDown(turn, alert, texts.waitOver(alert), 'folded');
    // Seen in the snapshots, each time and not only the first.
    case 'recovered':
    case 'health':
      return;
  }
}

function plain<K extends string, L>({ kind, level }: { readonly kind: K; readonly level: L }) {
  return { name: kind, kind, level, urgent: true };
}

function fails(turn: Turn, service: string, showing: Showing): void {
  show(turn, keyOf('run', service), service, showing);
}

/** Whether it failed within `storm.within` before. */
function isSecond(turn: Turn, service: string): boolean {
  const memory = memoryOf(turn, keyOf('run', service));
  const withinMs = turn.settings.services.find(({ name }) => name === service)?.stormWithinMs ?? 0;
  const before = memory.failures.at(-1);
  memory.failures = [...memory.failures, turn.fact.at].slice(-2);
  return before !== undefined && turn.fact.at - before <= withinMs;
}

function forgive(turn: Turn, service: string): void {
  const key = keyOf('run', service);
  const memory = memoryOf(turn, key);
  const last = memory.failures.at(-1);
  if (last === undefined || turn.fact.at - last > FORGIVEN_MS) return;
  memory.failures = memory.failures.slice(0, -1);
  const trouble = find(turn, key);
  if (trouble !== undefined) hide(turn, trouble);
}

type Wait = Extract<Alert, { kind: 'condition-lost' | 'waiting-long' }>;

function waits(turn: Turn, alert: Wait, name: 'ended' | 'waiting', urgent: boolean): void {
  const { title, text } = alertTexts(turn.settings).waits(alert);
  const { kind, level, service } = alert;
  show(turn, keyOf('wait', service), service, { name, kind, level, weight: name === 'ended' ? 1 : 2, urgent, title, text });
}

type Unsaid = Extract<Alert, { kind: 'safe-mode-trial' | 'waiting-over' }>;

/** It is told to nobody by itself. Where there is a trouble that it is about, it stands on its thread. */
function writeDown(turn: Turn, alert: Unsaid, texts: Text, why: WhyNot): void {
  const { kind, level } = alert;
  const service = 'service' in alert ? alert.service : null;
  const key = service === null ? keyOf('exhibit', SAFE_MODE) : keyOf('wait', service);
  const { at, wall } = turn.fact;
  const thread = find(turn, key)?.thread ?? threadId(turn.settings.exhibit.name, key, service, Math.round(wall));
  record(turn, { thread, act: 'note', kind, level, service, at: wallOf(turn, at), incident: null, ...texts }, why);
}

function ladderOver(turn: Turn, how: 'helped' | 'trial' | 'safe-mode-ended', by: string | null): void {
  const { ladder } = turn.state;
  turn.state.ladder = null;
  const troubles = [ladder === null ? undefined : find(turn, keyOf('run', ladder)), find(turn, keyOf('exhibit', SAFE_MODE))];
  for (const trouble of troubles) if (trouble !== undefined) well(turn, trouble, how, by);
}
