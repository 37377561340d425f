/**
 * What the contract says of the exhibit, gathered from events alone: nothing here asks the policy for its opinion. An event is
 * taken in before the effects that answered it are judged.
 */
import type { Event, InstanceEvent, PersonCommand } from '../../../electron/supervisor/policy/event.ts';
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
  #runningWith(accounts: readonly Account[]): Account[] {
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

  take(event: Event): void {
    this.at = event.at;
    if ('instance' in event) return this.#takeOfInstance(event);
    switch (event.type) {
      case 'retry':
        return this.#retry(event.service);
      case 'condition':
        return this.#condition(event.key, event.holds);
      case 'command':
        return this.#command(event.command);
      case 'hours':
        if (event.open === this.open) return;
        this.open = event.open;
        for (const account of this.accounts.values()) {
          account.asked = false;
          if (!event.open) account.startAsked = 'no';
          account.again = true;
        }
        if (!event.open) this.wave([...this.accounts.values()], 'closed');
        return;
      case 'plan':
        return this.#reload(event.plan);
      case 'tick':
        for (const name of event.traced) this.accounts.get(name)?.live?.stretch(event.at, false);
        if (this.pausedUntil !== null && event.at >= this.pausedUntil) this.endPause(this.pausedUntil);
        return;
      case 'late':
        for (const { live, failure, retry } of this.accounts.values()) {
          live?.late(event.at, event.byMs);
          if (failure !== null) failure.due.until += event.byMs;
          retry.until += event.byMs;
        }
        return;
      case 'resumed':
        for (const { live } of this.accounts.values()) live?.stretch(event.at, true);
        return;
      case 'shutdown':
        this.shutdown = true;
        return this.wave([...this.accounts.values()], 'shutdown');
      case 'budget-saved':
      case 'reboot-refused':
        return;
    }
  }

  #takeOfInstance(event: InstanceEvent & { readonly at: number }): void {
    const account = this.accounts.get(event.service);
    const live = account?.live;
    if (account == null || live == null || live.number !== event.instance) return;
    const { at } = event;
    switch (event.type) {
      case 'spawned':
        return live.forked(at);
      case 'ready':
        return live.up(at);
      case 'shown':
        return live.shown(at);
      case 'beat':
        if (event.status === 'fatal') live.fatal = true;
        return live.beat(at, event.progress);
      case 'busy':
        return live.busy(at, event.forMs);
      case 'health':
        if (event.status === 'fatal') live.fatal = true;
        return;
      case 'fatal':
        live.sayFatal(at);
        return;
      case 'incompatible':
        live.incompatible ||= live.ending === null;
        return;
      case 'start-failed':
        account.ended(at);
        // What a person asked for may be tried again, in a pause too.
        if (account.asked) account.startAsked = 'may';
        if (live.ending === null) account.retry.set(at + 60_000);
        return;
      case 'exited':
        if (!live.mainEnded) this.#exited(account, event.code);
        live.mainEnded = true;
        if (!event.left) this.#gone(account);
        return;
      case 'gone':
        return this.#gone(account);
    }
  }

  #exited(account: Account, code: number | null): void {
    const { live, plan } = account;
    account.forgive(this.at);
    if (live === null || live.ending !== null) return;
    if (live.incompatible) return;
    if (code === 0 && plan.restart !== 'always') account.over = 'finished';
    // No failure: it waits for its condition, or for the end of the pause. A page that was asked for has still to come.
    else if (!plan.conditions.every((key) => this.conditions.has(key)) || this.paused) {
      account.startAsked = live.url && live.page === 'held' && account.startAsked !== 'no' ? 'may' : 'no';
    } else if (plan.restart !== 'never' && code !== null && plan.giveUp.includes(code)) {
      account.retry.set(live.mayEnd === 'no' ? this.at + 60_000 : this.at, this.at + 60_000);
    } else {
      account.fail(this.at, true);
      // It was to end anyway, and may count as ended for that.
      if (live.mayEnd !== 'no') account.maySettle(this.at);
    }
  }

  #gone(account: Account): void {
    const { live } = account;
    // Its condition may explain the end that began as a failure.
    if (account.plan.conditions.some((key) => !this.conditions.has(key))) account.maySettle(this.at);
    if (live?.incompatible) account.retry.set(live.wanted ? this.at : this.at + 60_000, this.at + 60_000);
    account.ended(this.at);
    // Those that are `with` it may be ended for it, now or when it starts again.
    const companions = this.withThese([account.plan.name]).filter((other) => other !== account);
    this.excuse(companions);
    if (account.startAsked !== 'no') for (const other of companions) allow(other);
  }

  /** These may be ended for what happened, and need not. */
  excuse(accounts: readonly Account[]): void {
    for (const account of accounts) {
      account.again = true;
      if (account.live?.ending != null) account.maySettle(this.at);
      if (account.live?.mayEnd === 'no') account.live.mayEnd = account.url && account.live.shellUp ? 'page' : 'process';
    }
  }

  #retry(service: string): void {
    const account = this.accounts.get(service);
    if (account?.retry.active) account.retry.set(this.at);
  }

  #condition(key: string, holds: boolean): void {
    if (holds) this.conditions.add(key);
    else {
      this.conditions.delete(key);
      for (const account of this.accounts.values()) if (account.plan.conditions.includes(key)) account.excuse(this.at);
    }
  }

  #command(command: PersonCommand): void {
    if (command.name === 'pause') {
      this.pausedUntil = command.forMs === null ? Number.POSITIVE_INFINITY : this.at + command.forMs;
      return;
    }
    if (command.name === 'resume') {
      if (this.paused) this.endPause(this.at);
      return;
    }
    const all = [...this.accounts.values()].filter(({ removed }) => !removed);
    const named = command.service === null ? all : [this.accounts.get(command.service)].filter((one) => one !== undefined);
    for (const account of named) account.held = command.name === 'stop';
    const touched = command.service === null ? all : this.#runningWith(named);
    if (command.name === 'stop') {
      for (const account of named) {
        account.asked = false;
        account.startAsked = 'no';
      }
      return this.wave(named, 'stop');
    }
    for (const account of named) {
      account.asked = this.paused || !this.open;
      this.#owed(account);
    }
    const anew = command.name === 'restart' ? named : named.filter(({ live, ready }) => live === null || !ready);
    if (this.paused) {
      for (const account of this.withThese(anew.map(({ plan }) => plan.name))) allow(account);
      for (const account of anew) account.startAsked = 'must';
    }
    for (const account of touched) account.again = true;
    if (command.name === 'restart') this.wave(touched, 'restart', command.service === null ? null : named);
    else for (const account of touched) this.sentences = this.sentences.filter((sentence) => sentence.account !== account);
  }

  /** A person asks for it: a new beginning, and nothing is waited for any more. */
  #owed(account: Account): void {
    account.emptyCounts(this.at);
    if (account.live === null) {
      account.over = null;
      account.settleDebts(this.at);
    } else if (account.live.ending !== null) {
      account.live.wanted = true;
      account.maySettle(this.at);
    }
  }

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

  #reload(plan: Plan): void {
    const changed: string[] = [];
    this.plan = plan;
    for (const service of plan.services) {
      const account = this.accounts.get(service.name);
      if (account === undefined) this.accounts.set(service.name, new Account(service, false));
      else {
        if (account.plan.digest !== service.digest || account.removed) changed.push(service.name);
        account.plan = service;
        account.removed = false;
      }
    }
    for (const [name, account] of this.accounts) {
      if (plan.services.some((service) => service.name === name)) continue;
      account.removed = true;
      changed.push(name);
      if (account.live === null) this.accounts.delete(name);
    }
    const named = changed.flatMap((name) => this.accounts.get(name) ?? []);
    for (const account of this.withThese(changed)) allow(account);
    for (const account of named) {
      account.again = true;
      if (account.over === 'lost') account.over = null;
    }
    // What does not run takes its new settings when it runs next.
    const running = named.filter(({ live }) => live !== null);
    this.wave(this.#runningWith(running), 'reload', running);
    for (const account of named) if (account.live === null && account.over === null) account.maySettle(this.at);
    this.excuse(this.withThese(changed).filter((account) => !named.includes(account)));
  }
}

/** Whatever else holds, it may start in a pause as a companion of what a person asked for. */
function allow(account: Account): void {
  if (account.startAsked === 'no') account.startAsked = 'may';
}
