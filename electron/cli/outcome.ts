/** What came of a start, stop or restart: judged from the overview before it and the one now. Pure. */
import type { Overview } from '../documents/overview.ts';
import type { ServiceStatusJson } from '../documents/status.ts';
import { capitalName } from '../supervisor/words.ts';

export type Verb = 'start' | 'stop' | 'restart';

export interface Outcome {
  /** `blocked`: it was asked for, and waits for something that nobody here can give. */
  readonly kind: 'reached' | 'blocked' | 'broken';
  /** A sentence without its full stop. */
  readonly text: string;
}

/** Since when a state holds is read off two clocks: less than this apart, in milliseconds, it is the same moment. */
const SAME_MOMENT_MS = 20;

/** `service` null: the whole exhibit. Null: it is still under way. */
export function judge(verb: Verb, service: string | null, before: Overview, now: Overview): Outcome | null {
  const targets = now.status.services.filter((one) => service === null || one.name === service);
  const fates = targets.map((target) => ({ target, fate: fateOf(verb, target, before, now) }));
  const broken = fates.filter(({ fate }) => fate === 'broken').map(({ target }) => target);
  if (broken.length > 0) return { kind: 'broken', text: explain(broken, now) };
  if (fates.some(({ fate }) => fate === 'under way')) return null;
  const blocked = fates.filter(({ fate }) => fate === 'blocked').map(({ target }) => target);
  if (blocked.length > 0) return { kind: 'blocked', text: `Asked for, and not possible yet. ${explain(blocked, now)}` };
  return { kind: 'reached', text: success(verb, service, before, now) };
}

type Fate = Outcome['kind'] | 'under way';

function fateOf(verb: Verb, target: ServiceStatusJson, before: Overview, now: Overview): Fate {
  if (verb === 'stop') return target.state === 'stopped' ? 'reached' : 'under way';
  const old = before.status.services.find((other) => other.name === target.name);
  if (verb === 'restart' && old !== undefined && isSameRun(old, target)) return 'under way';
  switch (target.state) {
    case 'running':
      return 'reached';
    case 'stopped':
      return target.stopped_by === 'finished' ? 'reached' : 'blocked';
    case 'failed':
    case 'backing-off':
      return 'broken';
    case 'waiting':
      return isBlocked(target, now) ? 'blocked' : 'under way';
    default:
      return 'under way';
  }
}

/** Whether it still runs as before. The page of a shell that stays has the same instance after a restart: the moment tells. */
function isSameRun(old: ServiceStatusJson, target: ServiceStatusJson): boolean {
  const moved = Math.abs(Date.parse(target.since) - Date.parse(old.since)) > SAME_MOMENT_MS;
  return old.state === 'running' && target.state === 'running' && old.instance === target.instance && !moved;
}

/** Whether what it waits for will not come by itself: something outside, or a service that is not on its way. */
function isBlocked(target: ServiceStatusJson, now: Overview): boolean {
  const wait = target.waiting_for;
  if (wait === null || wait.what === 'shell') return false;
  if (wait.what !== 'service') return true;
  const other = now.status.services.find((one) => one.name === wait.detail);
  if (other === undefined) return true;
  return other.state === 'waiting' ? isBlocked(other, now) : ['stopped', 'failed', 'backing-off'].includes(other.state);
}

function success(verb: Verb, service: string | null, before: Overview, now: Overview): string {
  const target = now.status.services.find((one) => one.name === service);
  const who = target === undefined ? 'Everything' : capitalName(wordsOf(target, now).name);
  if (verb === 'stop') return `${who} has stopped`;
  if (target?.state === 'stopped') return `${who} has done its work`;
  if (verb === 'restart') return `${who} is running again`;
  const old = before.status.services.find((one) => one.name === service);
  return old?.state === 'running' ? `${who} was running already` : `${who} is running`;
}

function explain(targets: readonly ServiceStatusJson[], now: Overview): string {
  return capitalName(targets.map((target) => `${wordsOf(target, now).name}: ${wordsOf(target, now).doing}`).join('; '));
}

function wordsOf(target: ServiceStatusJson, now: Overview): { readonly name: string; readonly doing: string } {
  return now.services[now.status.services.indexOf(target)] ?? { name: target.name, doing: target.state };
}
