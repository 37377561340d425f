/** PINs that are refused: whoever guesses begins with these. */

const DIGITS = /^\d{4,12}$/;
/** Straight down the pad, and up again. */
const COLUMN = ['2580', '0852'];

/** Why it cannot be a PIN, as a sentence; null: it can. */
export function whyRefused(pin: string): string | null {
  if (!DIGITS.test(pin)) return 'A PIN has 4 to 12 digits, and nothing else.';
  const pattern = patternOf(pin);
  return pattern === null ? null : `This is ${pattern}, one of the first that people try. Take another.`;
}

function patternOf(pin: string): string | null {
  if (/^(\d)\1+$/.test(pin)) return 'one digit again and again';
  if (/^(\d{2,3})\1+$/.test(pin)) return 'the same digits again and again';
  if (isStairs(pin, 1) || isStairs(pin, 9)) return 'digits in a row';
  if (/^(19|20)\d\d$/.test(pin)) return 'a year';
  return COLUMN.includes(pin) ? 'a straight line on the pad' : null;
}

/** Each digit follows the one before, 0 after 9 too; `step` 9: backwards. */
function isStairs(pin: string, step: 1 | 9): boolean {
  const digits = Array.from(pin, Number);
  return digits.every((digit, place) => place === 0 || digit === ((digits[place - 1] ?? 0) + step) % 10);
}
