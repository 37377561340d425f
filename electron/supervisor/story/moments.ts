/** Each moment of an incident as a line. Pure. */
import type { Moment } from '../../incident/record.ts';
import { broke } from '../cause-words.ts';
import { duration } from '../words.ts';

export function momentWords(moment: Moment): string {
  switch (moment.what) {
    case 'failed':
      return broke(moment.cause);
    case 'asked-to-end':
      return 'asked to end';
    case 'asked-for-stack':
      return 'asked for its stack';
    case 'killed':
      return 'killed';
    case 'restart-due':
      return `restart ${moment.attempt}, ${moment.delayMs === 0 ? 'at once' : `in ${duration(moment.delayMs)}`}`;
    case 'given-up':
      return `given up, ${moment.retried ? 'tried again every minute' : 'until a person starts it'}: ${moment.reason}`;
    case 'started':
      return 'started';
    case 'ready':
      return 'ready';
    case 'background':
      return 'it went to the background';
    case 'will-not-die':
      return 'does not end though it was killed';
    case 'ladder-spent':
      return 'nothing else is left to try';
    case 'safe-mode':
      return 'safe mode';
    case 'condition':
      return `${moment.condition} is gone (${moment.detail})`;
    case 'storm':
      return `given up for a while after ${moment.restarts} restarts within ${duration(moment.withinMs)}`;
    case 'rung':
      return `rung ${moment.act}: ${moment.rung}${moment.reason === null ? '' : ` (${moment.reason})`}`;
    case 'rung-helped':
      return 'the rung helped';
    case 'trial':
      return `trial start out of safe mode: ${moment.outcome}${moment.nextInMs === null ? '' : `, the next one in ${duration(moment.nextInMs)}`}`;
    case 'safe-mode-ended':
      return `safe mode ended by ${moment.by}`;
    case 'person':
      return `${moment.by}: ${moment.command}`;
    case 'supervisor':
      return moment.rebooted ? 'the machine has started again' : 'another supervisor goes on';
  }
}
