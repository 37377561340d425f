/**
 * What services write, made fit to be read: on a terminal nothing but colours is left of the escape sequences, elsewhere not
 * even these. So no log can move the cursor, change the title or ring the bell of whoever reads it. Pure.
 */

const ESC = '\\u001b';
const BEL = '\\u0007';

/** `ESC [` or the one character that means the same, and its parameters. */
const CONTROL_SEQUENCE = `(?:${ESC}\\[|\\u009b)[\\u0030-\\u003f]*[\\u0020-\\u002f]*[\\u0040-\\u007e]?`;
/** Titles, links, pictures: up to their end. Where there is none, what follows stays to be read. */
const STRING = `(?:${ESC}[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])(?:[^${BEL}${ESC}\\u0080-\\u009f]*(?:${BEL}|${ESC}\\\\|\\u009c))?`;
const OTHER_ESCAPE = `${ESC}[\\u0020-\\u002f]*[\\u0030-\\u007e]`;
/** Any control character but the tab; also an escape that leads nowhere. */
const CONTROL = '(?!\\t)\\p{Cc}';

const SEQUENCE = new RegExp(`(${CONTROL_SEQUENCE}|${STRING}|${OTHER_ESCAPE}|${CONTROL})`, 'gu');
const COLOUR = new RegExp(`^${ESC}\\[[\\d;:]*m$`, 'u');

const BACKSPACE = '\b';
const RESET = '\u001b[0m';

/** The text without any escape sequence or control character. */
export function plainText(text: string): string {
  return shown(text, () => '');
}

/** The text with its colours, which end with it, and no other escape sequence or control character. */
export function colouredText(text: string): string {
  let coloured = false;
  const clean = shown(text, (sequence) => {
    if (!COLOUR.test(sequence)) return '';
    coloured = true;
    return sequence;
  });
  return coloured ? `${clean}${RESET}` : clean;
}

/** `kept`: what stays of an escape sequence or a control character. */
function shown(text: string, kept: (sequence: string) => string): string {
  return text.includes(BACKSPACE) ? overwritten(text, kept) : text.replace(SEQUENCE, kept);
}

/** Characters go where a terminal would put them: a backspace is one column back, and the next character replaces the one there. */
function overwritten(text: string, kept: (sequence: string) => string): string {
  const columns: string[] = [];
  let column = 0;
  let before = '';
  // Every second part is a sequence.
  for (const [place, part] of text.split(SEQUENCE).entries()) {
    if (part === BACKSPACE) column = Math.max(0, column - 1);
    else if (place % 2 === 1) before += kept(part);
    else {
      for (const character of part) {
        columns[column++] = before + character;
        before = '';
      }
    }
  }
  return columns.join('') + before;
}
