import { onTestFinished } from 'vitest';
import { Running } from './running.ts';

/** An exhibit that runs for the present test, and is gone after it. `flags`: as `Running.start` takes them. */
export async function startForTest(
  toml: string,
  files: Readonly<Record<string, string>> = {},
  ...flags: readonly string[]
): Promise<Running> {
  const running = new Running(toml, files);
  onTestFinished(() => running.remove());
  return running.start(...flags);
}
