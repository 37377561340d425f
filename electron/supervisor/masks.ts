/**
 * Takes secrets out of what leaves the machine: lines of logs in alerts, and what is said of a receiver that fails. What is secret is
 * looked up anew every so often, because files change while the exhibit runs.
 */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fresh } from '../platform/fresh.ts';
import { findSecrets } from '../platform/secrets/find.ts';
import { redactor } from '../platform/secrets/redact.ts';

const FRESH_MS = 30_000;

export interface MasksOptions {
  /** The exhibit's folder below the configuration folder. */
  readonly config: string;
  readonly site: string;
  /** `exhibit.toml`, as it runs now. */
  readonly file: () => string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Masks {
  /** With all secrets of now. Never rejects. */
  newest(): Promise<(text: string) => string>;
  /** With those that were known at the last look. */
  known(text: string): string;
}

export function createMasks({ config, site, file, environment }: MasksOptions): Masks {
  let mask = redactor([]);
  const masks = fresh(FRESH_MS, async () => {
    const texts = await Promise.all([file(), site].map(textOf));
    mask = redactor(await findSecrets({ config, content: dirname(file()), files: texts.filter((text) => text !== null), environment }));
    return mask;
  });
  return { newest: () => masks.get(), known: (text) => mask(text) };
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
