/** An alert as one line for the log: developers read it, so services go by their names. */
import type { Alert } from './policy/effect.ts';
import { describe } from './policy/index.ts';

export function alertWords(alert: Alert): string {
  const inSeconds = (ms: number) => `${Math.round(ms / 100) / 10} s`;
  const inMinutes = (ms: number) => `${Math.round(ms / 60_000)} min`;
  switch (alert.kind) {
    case 'restarting':
      return `${describe(alert.cause)}: restart ${alert.attempt} ${alert.delayMs === 0 ? 'at once' : `in ${inSeconds(alert.delayMs)}`}`;
    case 'recovered':
      return `ready again after ${inSeconds(alert.downMs)}`;
    case 'start-failed':
      return `cannot start: ${alert.reason}; tried again every 60 s`;
    case 'gave-up':
      return `${alert.reason}: a restart would not mend it`;
    case 'left-as-it-is':
      return `${alert.reason}: left as it is, because nothing is restarted now`;
    case 'incompatible-client':
      return alert.detail;
    case 'storm':
      return `restarted ${alert.restarts} times within ${inSeconds(alert.withinMs)}: given up for now`;
    case 'condition-lost':
      return `ended, because ${alert.condition} is gone (${alert.detail}): it starts again when that is back`;
    case 'waiting-long':
      return `has waited for ${alert.condition} for ${inMinutes(alert.waitedMs)}: ${alert.detail}`;
    case 'waiting-over':
      return `waits for ${alert.condition} no more, after ${inMinutes(alert.waitedMs)}`;
    case 'went-to-background':
      return 'it went to the background; run it in the foreground';
    case 'will-not-die':
      return 'does not end after SIGKILL: it hangs in the kernel, and no second copy is started';
    case 'health':
      return `health: ${alert.status}`;
    case 'rung-taken':
      return `restarts of ${alert.service} did not help: ${alert.rung}`;
    case 'rung-skipped':
      return `${alert.rung} is skipped: ${alert.reason}`;
    case 'rung-helped':
      return `${alert.service} is well again: the ladder is back at the bottom`;
    case 'ladder-spent':
      return `nothing is left to try for ${alert.service} but to go on restarting it`;
    case 'safe-mode':
      return `safe mode, because of ${alert.service}`;
    case 'safe-mode-trial':
      return `trial start out of safe mode: ${alert.outcome}${alert.nextInMs === null ? '' : `, the next one in ${inSeconds(alert.nextInMs)}`}`;
    case 'safe-mode-ended':
      return `safe mode ended by ${alert.by}`;
    case 'paused':
      return `paused by ${alert.by}${alert.forMs === null ? '' : ` for ${inSeconds(alert.forMs)}`}`;
    case 'resumed':
      return `resumed by ${alert.by}`;
    case 'pin-lockout':
      return `${alert.tries} wrong PINs at the screen: somebody may be guessing`;
    case 'sign-in-lockout':
      return `${alert.tries} wrong passwords over the network: somebody may be guessing`;
  }
}
