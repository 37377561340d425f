/** What broke, in words for staff and developers alike. Pure. */
import type { Cause } from '../incident/record.ts';
import { duration, megabytes } from './words.ts';

/** The end of a sentence that begins with the service: `froze: no sign of life for 5 s`. */
export function broke(cause: Cause): string {
  switch (cause.kind) {
    case 'exit':
      if (cause.signal !== null) return `was ended by ${cause.signal}`;
      if (cause.code === 0) return 'ended by itself, without an error';
      return cause.code === null ? 'ended, and nobody saw how' : `ended with exit status ${cause.code}`;
    case 'freeze':
      return `froze: no sign of life for ${duration(cause.silentMs)}${cause.detail === null ? '' : ` (${cause.detail})`}`;
    case 'never-ready':
      return `was not ready ${duration(cause.afterMs)} after its start`;
    case 'stall':
      return `stood still: it gave signs of life, and made no progress for ${duration(cause.stoodMs)}`;
    case 'fatal':
      return `asked to be restarted: ${cause.message}`;
    case 'limit':
      return cause.limit === 'memory'
        ? `used ${megabytes(cause.found)} of memory, and ${megabytes(cause.allowed)} are allowed`
        : `had ${cause.found} processes, and ${cause.allowed} are allowed`;
    case 'start-failure':
      return `could not start: ${cause.reason}`;
    case 'incompatible':
      return `does not fit this version of Invigil: ${cause.reason}`;
    case 'page':
      return `had its page loaded again${cause.message === null ? '' : `: ${cause.message}`}`;
    case 'condition':
      return `stopped, because ${cause.condition} was gone (${cause.detail})`;
    case 'will-not-die':
      return 'did not end when it was to';
    case 'supervisor':
      return cause.rebooted ? 'went down with the machine: a power cut, a reset or a crash' : 'was killed or crashed while the exhibit ran';
  }
}
