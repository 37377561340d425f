/**
 * The small words that every sentence for people is made of: durations, names of services, counts. In English where no language is
 * given: that of the command line and the log.
 */
import { en } from '../documents/words/en.ts';
import { fill } from '../documents/words/fill.ts';
import type { Words } from '../documents/words/words.ts';
import type { ServiceSnapshot } from './snapshot.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `0.8 s`, `42 s`, `3 min`, `2 h`, `5 d`: one number and one unit, rounded down as ages are. */
export function duration(ms: number, words: Words = en): string {
  if (ms < 9_950) return `${trimmed(ms / SECOND).replace('.', words.decimal)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

/** Time that is left, rounded up: it never says `0 s` while something is still to be waited for. */
export function remaining(ms: number, words: Words = en): string {
  const unit = ms <= MINUTE ? SECOND : ms <= HOUR ? MINUTE : HOUR;
  return duration(Math.max(1, Math.ceil(ms / unit)) * unit, words);
}

/** `42 more minutes`, `1 more hour`: time that is left, as it is said in a sentence. */
export function moreTime(ms: number, { more }: Words = en): string {
  const [unit, one, many] =
    ms <= MINUTE
      ? [SECOND, more.second, more.seconds]
      : ms <= 2 * HOUR
        ? [MINUTE, more.minute, more.minutes]
        : [HOUR, more.hour, more.hours];
  const count = Math.max(1, Math.ceil(ms / unit));
  return count === 1 ? one : fill(many, { count });
}

/** `once`, `twice`, `3 times`. */
export function times(count: number, words: Words = en): string {
  const { once, twice, many } = words.times;
  return count === 1 ? once : count === 2 ? twice : fill(many, { count });
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[], { and }: Words = en): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`;
}

type Named = Pick<ServiceSnapshot, 'name' | 'role'>;

/** The hidden shell's name is reserved, so that it is known by it. */
const HIDDEN_SHELL = 'shell';

/**
 * What staff call a service: by its role, with its name only where another one has the same role. `other` services have no
 * role that staff would know, so they go by name.
 */
export function staffName(service: Named, all: readonly Named[], { names }: Words = en): string {
  if (service.name === HIDDEN_SHELL) return names.screen;
  if (service.role === 'other') return service.name;
  const role = names[service.role];
  const alone = all.every((other) => other.name === service.name || other.role !== service.role);
  return alone ? role : `${role} (${service.name})`;
}

/** Bytes as people read them. */
export function megabytes(bytes: number): string {
  return bytes < 950_000 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`;
}

/** The first letter of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `capital` for what begins with an article (`the sound`, `der Ton`): a service that goes by its own name keeps its spelling. */
export function capitalName(name: string, { names }: Words = en): string {
  const articles = Object.values(names).map((role) => role.slice(0, role.indexOf(' ') + 1));
  return articles.some((article) => name.startsWith(article)) ? capital(name) : name;
}

function trimmed(seconds: number): string {
  return seconds.toFixed(1).replace(/\.0$/, '');
}
