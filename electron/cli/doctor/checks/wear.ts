/** How worn is the built-in memory that everything is written to? Told by eMMC; SD cards tell nothing. */
import type { Files } from '../files.ts';
import { type Check, type Finding, ok, problem, warning } from '../finding.ts';

const BLOCK = '/sys/block';
const WORN = 'Soon, or all of a sudden, nothing can be written any more, and some day nothing be read.';
const REPLACE = 'Have an image of it ready and replace it; docs/limits.md and docs/incidents.md say what is written.';
/** Of life_time, in steps of ten percent: at 90 %, and beyond all that the maker promises. */
const LATE = 9;
const OVER = 11;
/** Of pre_eol_info: 80 and 90 % of the reserve are used. */
const RESERVE_LOW = 2;
const RESERVE_OUT = 3;

export const wear: Check = async ({ files }) =>
  files.list(BLOCK).flatMap((name) => (/^mmcblk\d+$/.test(name) ? [cardOf(files, name)] : []));

function cardOf(files: Files, name: string): Finding {
  const text = (file: string) => files.read(`${BLOCK}/${name}/device/${file}`)?.trim() ?? '';
  const what = `${text('name') || 'a card'} (/dev/${name})`;
  if (text('type') === 'SD') {
    const means =
      'An SD card wears out by writing and by power cuts: a good one, a spare one with the same image, and little that is written help.';
    return ok(`${what} is an SD card, which does not tell how worn it is.`, means);
  }
  // Of two kinds of cells, each with its own count.
  const steps = text('life_time').split(/\s+/).map(Number).filter(Number.isFinite);
  const used = Math.max(0, ...steps);
  const reserve = Number(text('pre_eol_info')) || 0;
  if (used === 0 && reserve === 0) return ok(`${what} does not tell how worn it is.`);
  const told = `${what} has used ${used >= OVER ? 'more than all' : `up to ${used * 10} %`} of its life`;
  if (used >= OVER || reserve >= RESERVE_OUT) return problem(`${told}.`, WORN, REPLACE);
  if (used >= LATE || reserve >= RESERVE_LOW) return warning(`${told}.`, WORN, REPLACE);
  return ok(`${told}.`);
}
