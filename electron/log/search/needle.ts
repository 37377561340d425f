/**
 * Finds the lines of a block that hold a text, whatever its case. A million lines are to be looked through in half a second, so that
 * a block is looked at as a whole: only where it holds the text somewhere its lines are told apart. The stamp before each line is not
 * looked at. Pure.
 */
import { isAscii } from 'node:buffer';
import { PREFIX_BYTES } from '../line.ts';
import { type PlacedLine, placedLines } from '../reading/cursor.ts';
import { plainText } from '../text.ts';

const NEWLINE = '\n';
const ESCAPE = 0x1b;
const BACKSPACE = 0x08;
/** What colours a text. Other sequences are rare: a text with one in its midst may not be found. */
const COLOURS = new RegExp(`${String.fromCharCode(ESCAPE)}\\[[\\d;:]*m`, 'g');

/** Lines of a block that begins at `offset` in its file, oldest first. */
export type Search = (block: Buffer, offset: number) => PlacedLine[];

/** `text` empty: every line is found. */
export function searchFor(text: string): Search {
  if (text === '') return placedLines;
  const needle = text.toLowerCase();
  return (block, offset) => {
    const isPlain = !block.includes(ESCAPE) && !block.includes(BACKSPACE);
    if (isPlain && isAscii(block)) return inAscii(block, needle, offset);
    const whole = block.toString('utf8');
    if (!(isPlain ? whole : whole.replace(COLOURS, '')).toLowerCase().includes(needle)) return [];
    return placedLines(block, offset).filter(({ raw }) => isIn(raw, needle));
  };
}

/** Whether a line as it stands in the file holds a text in small letters. */
export function isIn(raw: Buffer, needle: string): boolean {
  return plainText(raw.toString('utf8', PREFIX_BYTES)).toLowerCase().includes(needle);
}

/** Each character is a byte, so that places in the text are places in the block. */
function inAscii(block: Buffer, needle: string, offset: number): PlacedLine[] {
  const whole = block.toString('latin1').toLowerCase();
  const lines: PlacedLine[] = [];
  let from = 0;
  for (;;) {
    const found = whole.indexOf(needle, from);
    if (found < 0) return lines;
    const begin = found === 0 ? 0 : whole.lastIndexOf(NEWLINE, found - 1) + 1;
    if (found < begin + PREFIX_BYTES) {
      from = begin + PREFIX_BYTES;
      continue;
    }
    const newline = whole.indexOf(NEWLINE, found);
    const end = newline < 0 ? whole.length : newline;
    lines.push({ raw: block.subarray(begin, end), offset: offset + begin });
    from = end + 1;
  }
}
