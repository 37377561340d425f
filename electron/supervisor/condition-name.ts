import type { Words } from '../documents/words/words.ts';
import type { ConditionKey } from './policy/plan.ts';
import type { Condition } from './ports.ts';

const KINDS: readonly Condition['kind'][] = ['session', 'sound', 'network', 'device', 'tcp'];

/** A condition as people read it: its key (condition-key.ts) with its kind in their language, `network led.local`. */
export function conditionName(key: ConditionKey, words: Words): string {
  const kind = KINDS.find((one) => key === one || key.startsWith(`${one} `));
  return kind === undefined ? key : `${words.conditions[kind]}${key.slice(kind.length)}`;
}
