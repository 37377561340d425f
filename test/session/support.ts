/** Conditions watched in a runtime folder of its own, and what they said. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createConditions } from '../../electron/session/index.ts';
import type { ConditionPort } from '../../electron/supervisor/ports.ts';
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

export function watchSession(environment: Readonly<Record<string, string>>): Watched {
  const said: string[] = [];
  const conditions = createConditions({
    wanted: ['session'],
    environment,
    dispatch: (event) => {
      if (event.type === 'condition') said.push(`${event.holds ? '+' : '-'} ${event.detail}`);
    },
  });
  onTestFinished(() => conditions.close());
  conditions.start();
  const says = async (word: string) => {
    await until(`${word}, said: ${said.join('; ')}`, () => said.at(-1) === word);
  };
  return { conditions, said, says };
}
