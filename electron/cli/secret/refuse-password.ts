/** Passwords that are refused: whoever guesses begins with these. No other rules, which only make people write them down. */

const LEAST = 10;
const MOST = 200;
/** So few different characters are a pattern. */
const FEW = 5;
/** From this share of neighbours on it is a walk over the keyboard, or the alphabet. In texts it is about a quarter. */
const WALK = 0.7;

/** What the commonest passwords are made of, in the languages of those who use this, with nothing but letters. */
const COMMON = new Set(
  `password passwort kennwort passwd passphrase pass letmein letmeinnow welcome willkommen bienvenue admin administrator adminadmin root user
  username benutzer guest gast test testing tester default changeme changemenow secret geheim geheimnis topsecret hello hallo hallowelt helloworld
  iloveyou ichliebedich jetaime master monkey dragon shadow sunshine princess prinzessin football fussball baseball basketball volleyball
  superman batman spiderman starwars pokemon schatz sternchen schnucki computer internet service support server system login access
  freedom whatever trustno trustnoone qwerty qwertz azerty summer sommer winter spring fruehling autumn herbst monday montag january januar
  museum museums exhibit exhibition ausstellung installation kiosk gallery galerie art kunst invigil supervisor raspberry raspberrypi debian
  ubuntu linux chocolate schokolade butterfly schmetterling strawberry erdbeere manchester liverpool california australia deutschland germany
  berlin hamburg muenchen michael michelle jennifer jessica alexander christopher elizabeth charlotte christian stefanie michaela
  correcthorsebatterystaple`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** What people write for a letter. */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
};

const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Why it cannot be a password, as a sentence; null: it can. `names`: of the person and of the exhibit. */
export function whyRefused(password: string, names: readonly string[]): string | null {
  const characters = [...password.normalize('NFKC')];
  if (/\p{Cc}/u.test(password)) return 'A password has no control characters.';
  if (characters.length < LEAST || characters.length > MOST) return `A password has ${LEAST} to ${MOST} characters.`;
  const pattern = patternOf(characters.join('').toLowerCase(), names);
  return pattern === null
    ? null
    : `This is ${pattern}, one of the first that people try. Take another: some words that have nothing to do with each other are good.`;
}

function patternOf(password: string, names: readonly string[]): string | null {
  if (new Set(password).size < FEW) return 'made of few different characters';
  if (isWalk(password)) return 'keys in a row';
  const letters = names.map((name) => name.replace(/[^a-z]/g, '')).filter((name) => name.length >= 3);
  for (const core of coresOf(password)) {
    if (COMMON.has(core) || COMMON.has(half(core))) return 'one of the commonest passwords';
    if (letters.some((name) => core === name || half(core) === name) || core === letters.join('')) return 'a name with something around it';
  }
  return null;
}

/** The word in it: without what stands around it, as it is written and with the letters that digits and marks stand for. */
function coresOf(password: string): string[] {
  const bare = password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const read = (text: string) => text.replace(/[^a-z]/g, (character) => LOOKS_LIKE[character] ?? '');
  return [bare.replace(/[^a-z]/g, ''), read(bare), read(password), read(password.replace(/\d+[^\p{L}\d]*$/u, ''))];
}

/** Of a word that stands there twice the one, else the word. */
function half(word: string): string {
  const one = word.slice(0, word.length / 2);
  return one + one === word ? one : word;
}

function isWalk(password: string): boolean {
  const steps = [...password].slice(1).map((character, index) => areNeighbours(password[index] ?? '', character));
  return steps.filter(Boolean).length >= WALK * steps.length;
}

/** The same, one beside, above or below the other on the keyboard, or next in the alphabet. */
function areNeighbours(one: string, other: string): boolean {
  const [from, to] = [placeOf(one), placeOf(other)];
  if (one === other) return true;
  if (/^[a-z]{2}$/.test(one + other) && Math.abs(one.charCodeAt(0) - other.charCodeAt(0)) === 1) return true;
  return from !== null && to !== null && Math.abs(from.row - to.row) <= 1 && Math.abs(from.column - to.column) <= 1;
}

function placeOf(character: string): { readonly row: number; readonly column: number } | null {
  const row = ROWS.findIndex((keys) => keys.includes(character));
  return row === -1 ? null : { row, column: ROWS[row]?.indexOf(character) ?? 0 };
}
