/**
 * Says a remark in another language. Sessions, processes and the rest remark in plain English, once, for log and people alike; here the
 * remark is known again by its English text (`remarks` in en.ts) and filled into the text of the language. What was filled in may be a
 * remark itself. What is not known stays as it is: a program's own words, a path, the system's reason.
 */
import { en, type Words } from './en.ts';
import { fill } from './fill.ts';

type Key = keyof Words['remarks'];

interface Known {
  readonly key: Key;
  readonly pattern: RegExp;
}

const MARK = /\{(\w+)\}/;
/** What a regular expression would take for more than a letter. */
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;

/** `split` with a group gives texts and the names of marks in turn. */
function patternOf(text: string): RegExp {
  const parts = text.split(MARK).map((part, place) => (place % 2 === 1 ? `(?<${part}>.+)` : part.replace(SPECIAL, '\\$&')));
  return new RegExp(`^${parts.join('')}$`, 's');
}

function plainLetters(text: string): number {
  return text.replaceAll(new RegExp(MARK, 'g'), '').length;
}

/** Made when somebody first needs it: nobody does where English is spoken, and it takes 10 ms. */
let known: readonly Known[] | null = null;

/** Those with the most letters of their own first: `no answer from the host` before `no answer`. */
function knownRemarks(): readonly Known[] {
  const all = (Object.keys(en.remarks) as Key[]).map((key) => ({ key, letters: plainLetters(en.remarks[key]) }));
  // Sorted in place: the trial Electron has no toSorted.
  all.sort((a, b) => b.letters - a.letters);
  return all.map(({ key }) => ({ key, pattern: patternOf(en.remarks[key]) }));
}

/** `remark`: in English. */
export function translate(remark: string, words: Words): string {
  if (words.language === en.language) return remark;
  known ??= knownRemarks();
  for (const { key, pattern } of known) {
    const found = pattern.exec(remark);
    if (found === null) continue;
    const values = Object.entries(found.groups ?? {}).map(([name, value]) => [name, translate(value, words)]);
    return fill(words.remarks[key], Object.fromEntries(values));
  }
  return remark;
}
