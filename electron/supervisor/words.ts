/** The small words that every sentence for people is made of: durations, names of services, counts. */
import type { ServiceSnapshot } from './snapshot.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `0.8 s`, `42 s`, `3 min`, `2 h`, `5 d`: one number and one unit, rounded down as ages are. */
export function duration(ms: number): string {
  if (ms < 9_950) return `${trimmed(ms / SECOND)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

/** Time that is left, rounded up: it never says `0 s` while something is still to be waited for. */
export function remaining(ms: number): string {
  const unit = ms <= MINUTE ? SECOND : ms <= HOUR ? MINUTE : HOUR;
  return duration(Math.max(1, Math.ceil(ms / unit)) * unit);
}

/** `42 more minutes`, `1 more hour`: time that is left, as it is said in a sentence. */
export function moreTime(ms: number): string {
  const [unit, name] = ms <= MINUTE ? [SECOND, 'second'] : ms <= 2 * HOUR ? [MINUTE, 'minute'] : [HOUR, 'hour'];
  const count = Math.max(1, Math.ceil(ms / unit));
  return `${count} more ${name}${count === 1 ? '' : 's'}`;
}

/** `once`, `twice`, `3 times`. */
export function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

type Named = Pick<ServiceSnapshot, 'name' | 'role'>;

/** The hidden shell's name is reserved, so that it is known by it. */
const HIDDEN_SHELL = 'shell';

const BY_ROLE = { core: "the exhibit's core", display: 'the picture', audio: 'the sound', other: null } as const;

/**
 * What staff call a service: by its role, with its name only where another one has the same role. `other` services have no
 * role that staff would know, so they go by name.
 */
export function staffName(service: Named, all: readonly Named[]): string {
  if (service.name === HIDDEN_SHELL) return 'the screen';
  const role = BY_ROLE[service.role];
  if (role === null) return service.name;
  const alone = all.every((other) => other.name === service.name || other.role !== service.role);
  return alone ? role : `${role} (${service.name})`;
}

/** Bytes as people read them. */
export function megabytes(bytes: number): string {
  return bytes < 950_000 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`;
}

/** The first letter of a sentence. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `capital` for what `staffName` gave: a service that goes by its own name keeps its spelling. */
export function capitalName(name: string): string {
  return name.startsWith('the ') ? capital(name) : name;
}

function trimmed(seconds: number): string {
  return seconds.toFixed(1).replace(/\.0$/, '');
}
