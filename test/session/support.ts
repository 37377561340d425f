/** Conditions watched in a runtime folder of its own, and what they said. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SystemBus } from '../../electron/platform/system-bus.ts';
import { createConditions } from '../../electron/session/index.ts';
import { conditionKey } from '../../electron/supervisor/condition-key.ts';
import type { ConditionKey } from '../../electron/supervisor/policy/plan.ts';
import type { Condition, ConditionPort } from '../../electron/supervisor/ports.ts';
import { until } from '../support/until.ts';

export interface Watched {
  readonly conditions: ConditionPort;
  /** Everything said, `+` before what holds. */
  readonly said: string[];
  /** Waits until this is the newest word. */
  says(word: string): Promise<void>;
}

export function runtimeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-session-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** As the supervisor hands them over. */
export function byKey(...conditions: readonly Condition[]): ReadonlyMap<ConditionKey, Condition> {
  return new Map(conditions.map((condition) => [conditionKey(condition), condition]));
}

/** Watches one condition for the rest of the test. */
export function watchOne(condition: Condition, environment: Readonly<Record<string, string>> = {}, bus?: SystemBus): Watched {
  const said: string[] = [];
  const conditions = createConditions({
    environment,
    ...(bus === undefined ? {} : { bus }),
    dispatch: (event) => {
      if (event.type === 'condition') said.push(`${event.holds ? '+' : '-'} ${event.detail}`);
    },
  });
  onTestFinished(() => conditions.close());
  conditions.want(byKey(condition));
  const says = async (word: string) => {
    await until('the newest word', () => said.at(-1) === word, 15_000).catch((cause: unknown) => {
      throw new Error(`${word} is wanted, said: ${said.join('; ')}`, { cause });
    });
  };
  return { conditions, said, says };
}

export function watchSession(environment: Readonly<Record<string, string>>, bus?: SystemBus): Watched {
  return watchOne({ kind: 'session' }, environment, bus);
}
