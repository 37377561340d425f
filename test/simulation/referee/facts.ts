/**
 * What the contract says of the exhibit, gathered from events alone: nothing here asks the policy for its opinion. How events
 * change it is written in `take.ts`.
 */
import type { Plan } from '../../../electron/supervisor/policy/plan.ts';
import { Account } from './account.ts';
import type { Live } from './live.ts';

/** A planned end that has to come by a moment. */
export interface Sentence {
  readonly account: Account;
  readonly instance: number;
  readonly what: 'process' | 'page';
  readonly by: number;
  readonly why: string;
}

export class Facts {
  at: number;
  plan: Plan;
  readonly accounts = new Map<string, Account>();
  readonly conditions = new Set<string>();
  open = true;
  shutdown = false;
  /** Monotonic; infinite: until resumed; null: not paused. */
  pausedUntil: number | null;
  sentences: Sentence[] = [];
  #waves = 0;

  /** `past`: what an earlier supervisor of the same boot had seen; null after a boot. */
  constructor(plan: Plan, at: number, past: Facts | null) {
    this.plan = plan;
    this.at = at;
    const until = past?.pausedUntil ?? null;
    this.pausedUntil = until;
    for (const service of plan.services) {
      this.accounts.set(service.name, new Account(service, past?.accounts.get(service.name)?.held ?? false));
    }
  }

  get paused(): boolean {
    return this.pausedUntil !== null;
  }

  account(name: string): Account {
    const account = this.accounts.get(name);
    if (account === undefined) throw new Error(`no service ${name}`);
    return account;
  }

  /** Everything that may be restarted when these are, themselves included. */
  withThese(names: readonly string[]): Account[] {
    return this.#companions(names, () => true);
  }

  /** Everything that has to be: what does not run is not restarted, and takes nothing with it. */
  runningWith(accounts: readonly Account[]): Account[] {
    return this.#companions(
      accounts.map(({ plan }) => plan.name),
      ({ live }) => live !== null && live.ending === null && !live.mainEnded && !(live.url && live.page === 'held'),
    );
  }

  #companions(names: readonly string[], touches: (account: Account) => boolean): Account[] {
    const found = new Set(names);
    for (const { name, with: sources } of this.plan.services) {
      if (sources.some((source) => found.has(source)) && touches(this.account(name))) found.add(name);
    }
    return [...found].flatMap((name) => this.accounts.get(name) ?? []);
  }

  /** These may be ended for what happened, and need not. */
  excuse(accounts: readonly Account[]): void {
    for (const account of accounts) {
      account.again = true;
      if (account.live?.ending != null) account.maySettle(this.at);
      if (account.live?.mayEnd === 'no') account.live.mayEnd = account.url && account.live.shellUp ? 'page' : 'process';
    }
  }

  /** `at`: when it ended; `this.at`: when that is noticed. */
  endPause(at: number): void {
    this.pausedUntil = null;
    for (const account of this.accounts.values()) {
      if (this.open) account.asked = false;
      account.startAsked = 'no';
      account.live?.renew(at, this.at);
      // What died in the pause and has not wholly gone may be called a failure when it has.
      if (account.live?.mainEnded && account.over === null && account.failure === null) account.fail(this.at, true);
      const { failure, retry } = account;
      if (failure !== null) account.failure = { ...failure, loose: true };
      failure?.due.stretch(this.at + account.plan.backoff.maxMs);
      if (retry.active) retry.set(0, Math.max(retry.until, this.at + 60_000));
    }
  }

  /**
   * Something planned reaches these services: whatever else was to follow is void, and each has to end (a shell's page to be
   * taken away). `named`, when given: those that are meant; the others only run `with` them. Of a named one the shell's process
   * may end too.
   */
  wave(accounts: readonly Account[], why: string, named: readonly Account[] | null = null): void {
    const number = ++this.#waves;
    const patience = this.plan.services.reduce((sum, { stop }) => sum + stop.graceMs, 60_000);
    for (const account of accounts) {
      account.again = true;
      const { live } = account;
      // A rest that is asked for wins over what its end would have meant.
      if (live?.mainEnded) account.over = null;
      const meant = named === null || named.includes(account);
      if (meant && (why === 'restart-exhibit' || why === 'restart') && !account.held) account.over = null;
      if (live === null || live.ending !== null) {
        // What is only `with` others, and a shell that is to hold, may still wait for its own restart.
        const anew = why === 'restart-exhibit' || why === 'restart';
        if (named === null ? !account.url || (anew && !account.held) : named.includes(account)) account.settleDebts(this.at);
        else account.maySettle(this.at);
      }
      if (live === null) continue;
      live.wave = number;
      // A shell that may end need not, unless nothing is left for it to do: to take its page away is enough.
      const what = live.url && why !== 'shutdown' && !account.removed ? 'page' : 'process';
      if (live.mayEnd !== 'process') live.mayEnd = named?.includes(account) || this.#unhealthyShell(live, why) ? 'process' : what;
      if (what === 'page' && live.page === 'held') continue;
      this.sentences.push({ account, instance: live.number, what, by: this.at + patience, why });
    }
  }

  /** A restart of the exhibit spares a healthy shell only. */
  #unhealthyShell(live: Live, why: string): boolean {
    return !live.shellUp && (why === 'restart-exhibit' || why === 'restart');
  }
}
