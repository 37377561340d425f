/** The questions of `invigil init`: each with the proposal as its default, asked again until the answer can stand in the file. */
import { splitWords } from '../../config/schema/command.ts';
import { NAME, NAME_WANTED } from '../../config/schema/values.ts';
import { legalName } from '../legal-name.ts';
import { serviceName } from '../try/program.ts';
import type { Program, Proposal } from './proposal.ts';

/** A person at a terminal, or a test. */
export interface Person {
  say(text: string): void;
  /** Resolves with what was typed. */
  answer(question: string): Promise<string>;
}

export async function ask(person: Person, found: Proposal): Promise<Proposal> {
  const name = await until(person, `Name [${found.name}]: `, found.name, readName);
  const title = await until(person, `Title [${found.title}]: `, found.title, readTitle);
  const programs = await askPrograms(person, found.programs);
  const shown = found.page ?? 'none';
  const page = await until(person, `Page to show, or "none" [${shown}]: `, shown, readPage);
  return { name, title, programs, page: page === 'none' ? null : page };
}

/** A text that says what is wrong, in place of a value. */
type Read<T> = { readonly value: T } | { readonly wrong: string };

async function until<T>(person: Person, question: string, proposal: string, read: (text: string) => Read<T>): Promise<T> {
  for (;;) {
    const typed = (await person.answer(question)).trim();
    const result = read(typed === '' ? proposal : typed);
    if ('value' in result) return result.value;
    person.say(result.wrong);
  }
}

async function askPrograms(person: Person, found: readonly Program[]): Promise<readonly Program[]> {
  if (found.length > 0) {
    person.say('Programs found here:');
    for (const [place, { name, command }] of found.entries()) person.say(`  ${place + 1}  ${name.padEnd(10)}  ${command.join(' ')}`);
  }
  const all = found.map((_, place) => place + 1).join(' ');
  const question =
    found.length > 0 ? `Which run? Numbers, "none", or a command [${all}]: ` : 'Which program runs? A command, or "none" [none]: ';
  return until(person, question, all === '' ? 'none' : all, (text) => readPrograms(text, found));
}

function readName(text: string): Read<string> {
  if (NAME.test(text)) return { value: text };
  const near = legalName(text);
  return { wrong: `It has to be ${NAME_WANTED}${near === null ? '' : `, like "${near}"`}.` };
}

function readTitle(text: string): Read<string> {
  return text.length <= 200 && !/\p{Cc}/u.test(text) ? { value: text } : { wrong: 'It has to be one line of at most 200 characters.' };
}

function readPrograms(text: string, found: readonly Program[]): Read<readonly Program[]> {
  if (text === 'none') return { value: [] };
  if (/^[\d\s,]+$/.test(text)) {
    const chosen = text
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((digits) => found[Number(digits) - 1]);
    const known = chosen.filter((program) => program !== undefined);
    if (known.length === chosen.length) return { value: [...new Set(known)] };
    return { wrong: `There are numbers from 1 to ${found.length}.` };
  }
  const split = splitWords(text);
  if (!split.ok) return { wrong: `Found ${split.found}.` };
  const [program = '', ...args] = split.words;
  const command: Program['command'] = [program, ...args];
  return { value: [{ name: serviceName(command), command, from: null }] };
}

function readPage(text: string): Read<string> {
  const address = /^\d{2,5}$/.test(text) ? `http://127.0.0.1:${text}/` : text;
  if (address === 'none' || ['http:', 'https:', 'file:'].includes(URL.parse(address)?.protocol ?? '')) return { value: address };
  return { wrong: 'An address begins with http://, https:// or file://, like "http://127.0.0.1:3000/"; a port alone is enough.' };
}
