/** One receiver's messages as they come in: the order within a thread, and nothing twice. */
import type { Draft } from '../../../electron/alert/policy/index.ts';
import { Violation } from '../referee/violation.ts';

const RUN = [
  'restarting',
  'went-to-background',
  'start-failed',
  'gave-up',
  'left-as-it-is',
  'incompatible-client',
  'storm',
  'will-not-die',
];
const LADDER = ['rung-taken', 'rung-skipped', 'ladder-spent', 'safe-mode'];

/** What a message is about: `run core`, `health core`, `wait core`, `machine`, `note`. */
export function subjectOf({ kind, service, act }: Pick<Draft, 'kind' | 'service' | 'act'>): string {
  if (act === 'note') return 'note';
  if (kind === 'machine') return 'machine';
  if (kind === 'health') return `health ${service}`;
  if (RUN.includes(kind) || LADDER.includes(kind)) return `run ${service ?? 'exhibit'}`;
  return `wait ${service}`;
}

/** What of it is told, so that the same can be known again: words may differ, what they say may not. */
export function statusOf({ kind, level, title }: Pick<Draft, 'kind' | 'level' | 'title'>): string {
  if (kind === 'rung-taken') return title.includes('reboots') ? 'reboot' : 'restart-exhibit';
  if (kind === 'health') return title.includes('fatal') ? 'fatal' : title.includes('error') ? 'error' : 'warning';
  if (kind === 'machine') return level;
  return kind;
}

const RANKS: readonly (readonly string[])[] = [
  ['warning', 'condition-lost', 'waiting-long', 'restarting', 'went-to-background'],
  ['error', 'start-failed', 'gave-up', 'left-as-it-is', 'incompatible-client', 'storm', 'will-not-die'],
  ['fatal', 'restart-exhibit', 'reboot', 'rung-skipped'],
  ['ladder-spent', 'safe-mode'],
];

export function rankOf(status: string): number {
  return RANKS.findIndex((statuses) => statuses.includes(status));
}

export interface Thread {
  readonly subject: string;
  readonly statuses: Set<string>;
}

export class Phone {
  readonly #name: string;
  /** Raised and not cleared. */
  readonly open = new Map<string, Thread>();
  readonly #over = new Set<string>();
  /** When each status of each subject was told last. */
  readonly #told = new Map<string, number>();
  readonly #cooldownMs: number;
  messages = 0;

  constructor(name: string, cooldownMs: number) {
    this.#name = name;
    this.#cooldownMs = cooldownMs;
  }

  takes(draft: Draft, at: number): void {
    if (!draft.to.includes(this.#name)) return;
    this.messages += 1;
    const status = statusOf(draft);
    const wrong = (what: string) => new Violation(what, `${draft.act} of ${draft.kind} "${draft.title}" at ${at} to ${this.#name}`);
    const subject = subjectOf(draft);
    const known = this.open.get(draft.thread);
    if (this.#over.has(draft.thread)) throw wrong('after its end');
    switch (draft.act) {
      case 'note':
        break;
      case 'raise': {
        if (known !== undefined) throw wrong('raised twice');
        if ([...this.open.values()].some((thread) => thread.subject === subject)) throw wrong('two threads of one trouble');
        this.#mayBeTold(`${subject} ${status}`, at, wrong);
        this.open.set(draft.thread, { subject, statuses: new Set([status]) });
        break;
      }
      case 'update':
        if (known === undefined) throw wrong('an update of nothing');
        if (known.statuses.has(status)) throw wrong('the same status twice');
        this.#mayBeTold(`${subject} ${status}`, at, wrong);
        known.statuses.add(status);
        break;
      case 'clear':
        if (known === undefined) throw wrong('cleared what was not raised');
        this.open.delete(draft.thread);
        this.#over.add(draft.thread);
        return;
    }
    this.#told.set(`${subject} ${status}`, at);
  }

  threadsOf(subject: string): readonly Thread[] {
    return [...this.open.values()].filter((thread) => thread.subject === subject);
  }

  /** Whether that was told so short a time ago that it need not be told again. */
  hasHeard(subject: string, status: string, at: number, slackMs = 0): boolean {
    const told = this.#told.get(`${subject} ${status}`);
    return told !== undefined && at <= told + this.#cooldownMs + slackMs;
  }

  #mayBeTold(key: string, at: number, wrong: (what: string) => Violation): void {
    const told = this.#told.get(key);
    if (told !== undefined && at < told + this.#cooldownMs) throw wrong('told again too soon');
  }
}
