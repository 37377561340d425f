import type { ConditionKey } from './policy/plan.ts';
import type { Condition } from './ports.ts';

/** The name of a condition: comparable for the policy, readable in `status` and in alerts. */
export function conditionKey(condition: Condition): ConditionKey {
  switch (condition.kind) {
    case 'session':
    case 'sound':
      return condition.kind;
    case 'network':
      return condition.host === null ? 'network' : `network ${condition.host}`;
    case 'device':
      return `device ${condition.path}`;
    case 'tcp':
      return `tcp ${condition.host}:${condition.port}`;
  }
}

/** All that the services wait for, each once. */
export function conditionsOf(services: readonly { readonly waitFor: readonly Condition[] }[]): ReadonlyMap<ConditionKey, Condition> {
  return new Map(services.flatMap(({ waitFor }) => waitFor.map((condition) => [conditionKey(condition), condition] as const)));
}
