import type { Alert } from '../../supervisor/policy/effect.ts';

/** What is told beside the alerts of recovery: the supervisor's own coming and going, the machine, and a person's test. */
type OfTelling = 'started' | 'stopping' | 'machine' | 'test';

/** Every kind of alert, so that each can have a level of its own. The compiler sees that none is left out. */
const KINDS: Readonly<Record<Alert['kind'] | OfTelling, true>> = {
  restarting: true,
  recovered: true,
  'start-failed': true,
  'gave-up': true,
  'left-as-it-is': true,
  'incompatible-client': true,
  storm: true,
  'condition-lost': true,
  'waiting-long': true,
  'waiting-over': true,
  'went-to-background': true,
  'will-not-die': true,
  health: true,
  'rung-taken': true,
  'rung-skipped': true,
  'rung-helped': true,
  'ladder-spent': true,
  'safe-mode': true,
  'safe-mode-trial': true,
  'safe-mode-ended': true,
  paused: true,
  resumed: true,
  'pin-lockout': true,
  'sign-in-lockout': true,
  started: true,
  stopping: true,
  machine: true,
  test: true,
};

export const ALERT_KINDS: readonly string[] = Object.keys(KINDS);
