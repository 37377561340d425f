/** What broke, in words for staff and developers alike. Pure. */
import { en } from '../documents/words/en.ts';
import { fill } from '../documents/words/fill.ts';
import { translate } from '../documents/words/translate.ts';
import type { Words } from '../documents/words/words.ts';
import type { Cause } from '../incident/record.ts';
import { conditionName } from './condition-name.ts';
import { duration, megabytes } from './words.ts';

/** The end of a sentence that begins with the service: `froze: no sign of life for 5 s`. */
export function broke(cause: Cause, words: Words = en): string {
  const { broke: says } = words;
  switch (cause.kind) {
    case 'exit':
      if (cause.signal !== null) return fill(says.signal, { signal: cause.signal });
      if (cause.code === 0) return says.exitWell;
      return cause.code === null ? says.exitUnseen : fill(says.exit, { code: cause.code });
    case 'freeze': {
      const silent = { duration: duration(cause.silentMs, words) };
      return cause.detail === null
        ? fill(says.freeze, silent)
        : fill(says.freezeWhy, { ...silent, detail: translate(cause.detail, words) });
    }
    case 'never-ready':
      return fill(says.neverReady, { duration: duration(cause.afterMs, words) });
    case 'stall':
      return fill(says.stall, { duration: duration(cause.stoodMs, words) });
    case 'fatal':
      return fill(says.fatal, { message: translate(cause.message, words) });
    case 'limit':
      return cause.limit === 'memory'
        ? fill(says.memory, { found: megabytes(cause.found), allowed: megabytes(cause.allowed) })
        : fill(says.processes, { found: cause.found, allowed: cause.allowed });
    case 'start-failure':
      return fill(says.startFailure, { reason: translate(cause.reason, words) });
    case 'incompatible':
      return fill(says.incompatible, { reason: translate(cause.reason, words) });
    case 'page':
      return cause.message === null ? says.page : fill(says.pageWhy, { message: translate(cause.message, words) });
    case 'condition':
      return fill(says.condition, { condition: conditionName(cause.condition, words), detail: translate(cause.detail, words) });
    case 'will-not-die':
      return says.willNotDie;
    case 'supervisor':
      return cause.rebooted ? says.machineDown : says.killed;
  }
}
