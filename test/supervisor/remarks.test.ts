/** The remarks of en.ts are texts that other files say: one that was reworded there has to be reworded here. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { en } from '../../electron/documents/words/en.ts';

const ELECTRON = join(import.meta.dirname, '../../electron');
const sources = globSync('**/*.ts', { cwd: ELECTRON })
  .filter((file) => !file.startsWith('documents/words/'))
  .map((file) => readFileSync(join(ELECTRON, file), 'utf8'))
  .join('\n')
  // As they are read, not as they are written.
  .replaceAll("\\'", "'");

/** What is filled in at run time, marked or by name: `the ${server} does not answer`; and what ends one sentence of two. */
const FILLED =
  /\{\w+\}|"|\)\. |[?.] (?=The services)|the compositor|the X server|reboot(?: the machine)?|switch (?:itself|the machine) off|unknown/;

/** What stands between two of these; little words stand everywhere. */
function pieces(text: string): readonly string[] {
  const all = text.split(FILLED).map((piece) => piece.trim());
  const least = Math.min(8, Math.max(...all.map(({ length }) => length)));
  return all.filter(({ length }) => length >= least);
}

it.each(Object.entries(en.remarks))('%s: %s', (key, text) => {
  if (sources.includes(`remarks.${key}`)) return;
  expect(pieces(text).filter((piece) => !sources.includes(piece))).toEqual([]);
});
