import type { Problem } from '../problem.ts';
import { access } from './access.ts';
import { headers } from './headers.ts';
import { kinds } from './kinds.ts';
import { listening } from './listening.ts';
import { names } from './names.ts';
import { order } from './order.ts';
import { receivers } from './receivers.ts';
import { relations } from './relations.ts';
import type { Rule, Subject } from './rule.ts';
import { secrets } from './secrets.ts';

const RULES: readonly Rule[] = [names, kinds, order, relations, access, listening, receivers, headers, secrets];

/** What all rules find. */
export function brokenRules(subject: Subject): Problem[] {
  return RULES.flatMap((rule) => rule(subject));
}
