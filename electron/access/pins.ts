/** The lines of everybody's PINs and passwords, read anew at each try: a new one works at once, a removed one no more. */
import { type Environment, type Person, type Place, placeInWords } from './people.ts';
import { type PinLine, parsePinLine } from './pin-line.ts';
import { secretText, whatIsWrong } from './secret-text.ts';

/** A PIN or password that can be checked. */
export interface Pin {
  readonly name: string;
  readonly line: PinLine;
}

type Trouble = (text: string) => void;

interface Words {
  readonly what: string;
  readonly where: string;
  readonly command: string;
}

const PIN: Words = { what: 'PIN', where: 'on the screen', command: 'invigil pin' };
const PASSWORD: Words = { what: 'password', where: 'over the network', command: 'invigil password' };

/** `trouble`: told of each PIN that cannot be used, without a word of what stands there. */
export function readPins(people: readonly Pick<Person, 'name' | 'pin'>[], environment: Environment, trouble: Trouble) {
  return readLines(
    people.map(({ name, pin }) => ({ name, place: pin })),
    PIN,
    environment,
    trouble,
  );
}

/** The same of passwords. */
export function readPasswords(people: readonly Pick<Person, 'name' | 'password'>[], environment: Environment, trouble: Trouble) {
  return readLines(
    people.map(({ name, password }) => ({ name, place: password })),
    PASSWORD,
    environment,
    trouble,
  );
}

async function readLines(
  places: readonly { readonly name: string; readonly place: Place | null }[],
  { what, where, command }: Words,
  environment: Environment,
  trouble: Trouble,
): Promise<readonly Pin[]> {
  const pins: Pin[] = [];
  for (const { name, place } of places) {
    if (place === null) continue;
    const found = await secretText(place, environment);
    const line = typeof found === 'string' ? parsePinLine(found) : null;
    if (line !== null) pins.push({ name, line });
    else {
      const wrong = `${placeInWords(place)} ${whatIsWrong(found, `no line of a ${what}`)}`;
      trouble(`${name} cannot sign in ${where}: ${wrong}. Write it with: ${command} ${name}`);
    }
  }
  return pins;
}
