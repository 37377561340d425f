/** `history.json`: the ratios of every run of `npm run bench guard`, in the repository, one line each. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const FILE = join(import.meta.dirname, 'history.json');

const entry = z.object({
  /** YYYY-MM-DD */
  date: z.string(),
  /** Of the sources that were measured. */
  commit: z.string(),
  machine: z.string(),
  figures: z.record(z.string(), z.object({ ratio: z.number(), noise: z.number(), pairs: z.int() })),
});
const history = z.object({ format: z.literal(1), entries: z.array(entry) });

export type Entry = z.infer<typeof entry>;

export function readHistory(file = FILE): readonly Entry[] {
  return history.parse(JSON.parse(readFileSync(file, 'utf8'))).entries;
}

/** One line for each entry, so that a difference is one line too. */
export function addToHistory(added: Entry, file = FILE): void {
  const lines = [...readHistory(file), added].map((each) => `    ${JSON.stringify(each)}`);
  writeFileSync(file, `{\n  "format": 1,\n  "entries": [\n${lines.join(',\n')}\n  ]\n}\n`);
}

/** The figure's ratios, the oldest first. */
export function ratiosOf(entries: readonly Entry[], figure: string): readonly number[] {
  return entries.flatMap(({ figures }) => figures[figure]?.ratio ?? []);
}
