/** Looks once at what services wait for, with the very watches that the supervisor has. */
import { createConditions } from '../../session/index.ts';
import type { Verdict } from '../../session/watch.ts';
import { conditionKey } from '../../supervisor/condition-key.ts';
import type { Condition } from '../../supervisor/ports.ts';

/** A name or a server that has not answered by then does not, in milliseconds. */
const PATIENCE_MS = 6_000;

/** Never rejects. */
export async function lookAt(condition: Condition, environment: Readonly<Record<string, string | undefined>>): Promise<Verdict> {
  const { promise, resolve } = Promise.withResolvers<Verdict>();
  const conditions = createConditions({
    environment,
    dispatch(event) {
      if (event.type === 'condition') resolve({ holds: event.holds, detail: event.detail });
    },
  });
  const patience = setTimeout(() => resolve({ holds: false, detail: `no answer within ${PATIENCE_MS / 1_000} s` }), PATIENCE_MS);
  conditions.want(new Map([[conditionKey(condition), condition]]));
  const verdict = await promise;
  clearTimeout(patience);
  await conditions.close();
  return verdict;
}
