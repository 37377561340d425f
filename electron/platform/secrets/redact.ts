/**
 * Takes secrets out of text. First the values that are known to be secret, in every form in which a program would write them; then
 * whatever stands where secrets usually stand. Too much is better than too little. Pure.
 */

export interface Secret {
  /** What stands in its place: `[secret NAME]`. */
  readonly name: string;
  readonly value: string;
}

/** Shorter values would take half of the text with them. */
const LEAST = 6;
/** Of a value that was cut off at the end of a line (`…`), so much is taken for its beginning. */
const LEAST_OF_CUT = 4;

const WORDS =
  'passw(?:or)?d|passwd|passphrase|passcode|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|\\w+[_-]key|credential|auth|cookie|pin';
const SECRET_NAME = new RegExp(`(?:^|[_.-])(?:${WORDS})s?(?:$|[_.-])`, 'i');
/** `DB_PASSWORD`, `apiKey`, `ntfy.token`; not `PINNED` or `AUTHOR`. */
export function looksSecret(name: string): boolean {
  return SECRET_NAME.test(name.replace(/([a-z0-9])([A-Z])/g, '$1_$2'));
}

const NAME = `[\\w.-]*(?:${WORDS})s?(?![a-z])[\\w.-]*`;
const VALUE = `"(?:[^"\\\\\\n]|\\\\.)*"|'[^'\\n]*'|[^\\s"'{}\\[\\],;&]+`;
/** `NAME = value`, `"NAME": "value"`, `?NAME=value&`. A table or list after it is no value. */
const ASSIGNED = new RegExp(`(["']?(${NAME})["']?\\s*[=:]\\s*)(${VALUE})`, 'gi');
/** `--password value`, `"--password", "value"`. */
const OPTION = new RegExp(`(["']?--?(${NAME})["']?(?:\\s*,\\s*|\\s+))(${VALUE})`, 'gi');
const IN_ADDRESS = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi;
const AUTHORIZATION = /\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi;

/** Makes the function that takes these secrets, and what looks like one, out of a text. */
export function redactor(secrets: readonly Secret[]): (text: string) => string {
  const known = secrets
    .filter(({ value }) => value.length >= LEAST)
    .flatMap(({ name, value }) => forms(value).map((form) => ({ form, mark: `[secret ${name}]` })))
    // A value that holds another one goes first, whole.
    .sort((a, b) => b.form.length - a.form.length);
  return (text) => {
    let clean = text;
    for (const { form, mark } of known) clean = clean.replaceAll(form, mark);
    if (clean.includes('…')) for (const { form, mark } of known) clean = withoutCut(clean, form, mark);
    return clean.replace(IN_ADDRESS, '$1[secret]@').replace(AUTHORIZATION, '$1 [secret]').replace(ASSIGNED, hidden).replace(OPTION, hidden);
  };
}

function hidden(whole: string, before: string, name: string, value: string): string {
  if (value.includes('[secret') || value.startsWith('[') || !looksSecret(name.replace(/^-+/, ''))) return whole;
  const quote = /^["']/.exec(value)?.[0] ?? '';
  return `${before}${quote}[secret ${name}]${quote}`;
}

/** As it is, in JSON or TOML, in an address, in base64. */
function forms(value: string): string[] {
  const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '');
  return [...new Set([value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), encodeURI(value), base64])];
}

/** A secret whose end was cut off with its line. */
function withoutCut(text: string, form: string, mark: string): string {
  return text
    .split('…')
    .map((part, place, parts) => {
      if (place === parts.length - 1) return part;
      for (let length = form.length - 1; length >= LEAST_OF_CUT; length--) {
        if (part.endsWith(form.slice(0, length))) return `${part.slice(0, -length)}${mark}`;
      }
      return part;
    })
    .join('…');
}
