/** Rungs in order, none twice until one helped; safe mode with its doubled retries. */
import type { Alert, Effect } from '../../../electron/supervisor/policy/effect.ts';
import type { Event } from '../../../electron/supervisor/policy/event.ts';
import type { Rung } from '../../../electron/supervisor/policy/plan.ts';
import type { State } from '../../../electron/supervisor/policy/state.ts';
import { BudgetBook } from './budget.ts';
import type { Facts } from './facts.ts';
import { Span } from './span.ts';
import { Violation } from './violation.ts';

const DAY_MS = 86_400_000;

export class LadderBook {
  readonly budget = new BudgetBook();
  /** Rungs taken or skipped since the bottom. */
  #position = 0;
  #asker: string | null = null;
  #last: Rung | null = null;
  #saved: State['ladder'] | null = null;
  #intervalMs = 0;
  /** When the next trial begins. */
  readonly #trial = new Span();

  begins(state: State, at: number): void {
    this.budget.begins(state.budget, at);
    // A rung may have been cut off between its decision and its record.
    if (Math.abs(state.ladder.position - this.#position) > 1) throw new Violation('ladder', 'position forgotten');
    if (this.#last !== 'reboot' && state.ladder.position !== this.#position) throw new Violation('ladder', 'position forgotten');
    this.#position = state.ladder.position;
    this.#asker = state.ladder.asked;
    this.#last = null;
    if (state.safeMode !== null) {
      if (this.#intervalMs !== 0 && state.safeMode.intervalMs !== this.#intervalMs) throw new Violation('safe mode', 'interval forgotten');
      this.#enter(at, state.safeMode.intervalMs);
    } else if (this.#intervalMs !== 0) throw new Violation('safe mode', 'forgotten by a restart');
  }

  #enter(at: number, intervalMs: number): void {
    this.#intervalMs = intervalMs;
    this.#trial.set(at + intervalMs);
  }

  /** Whether a storm has nothing left to climb. `idle`: of a shell that only holds, for which no rung is worth taking. */
  climbed(state: State, idle: boolean): boolean {
    return this.#position >= state.plan.ladder.length || state.safeMode !== null || idle;
  }

  get asker(): string | null {
    return this.#position > 0 ? this.#asker : null;
  }

  get trialDue(): number {
    return this.#trial.until;
  }

  event(facts: Facts, event: Event): void {
    this.budget.pass(event.at);
    if (event.type === 'budget-saved') this.budget.saved(event.ok);
    if (event.type === 'reboot-refused') this.budget.refused();
    if (event.type === 'late') this.#trial.until += event.byMs;
    if (facts.paused) this.#trial.until = Number.POSITIVE_INFINITY;
  }

  alert(facts: Facts, alert: Alert, before: State, after: State): void {
    switch (alert.kind) {
      case 'rung-taken':
        this.#climb(facts, alert.rung, alert.service, before);
        this.#last = alert.rung;
        for (const account of facts.accounts.values()) account.emptyCounts(facts.at);
        if (alert.rung === 'restart-exhibit') facts.wave([...facts.accounts.values()], alert.rung);
        if (alert.rung === 'safe-mode') {
          this.#clear(facts, alert.rung);
          if (after.safeMode === null) throw new Violation('safe mode', 'announced and not entered');
          this.#enter(facts.at, after.plan.safeMode.retryMs);
        }
        return;
      case 'rung-skipped':
        if (this.#last === 'reboot' && alert.rung === 'reboot') this.#last = null;
        else this.#climb(facts, alert.rung, alert.service, before);
        this.#judgeSkip(facts, alert.rung, before);
        return;
      case 'rung-helped':
        this.#judgeHelped(facts, alert.service);
        this.#position = 0;
        for (const account of facts.accounts.values()) account.emptyCounts(facts.at);
        return;
      case 'safe-mode-trial':
        return this.#trialAlert(facts, alert, after);
      case 'safe-mode':
        if (before.safeMode !== null) throw new Violation('safe mode', 'a new fatal alert for what is known');
        return;
      default:
        return;
    }
  }

  #climb(facts: Facts, rung: Rung, service: string, before: State): void {
    const expected = before.plan.ladder[this.#position];
    if (expected !== rung) throw new Violation('rung order', `${rung} at place ${this.#position}, where ${expected ?? 'the end'} is`);
    if (facts.paused) throw new Violation('acted in a pause', rung);
    if (before.safeMode !== null) throw new Violation('safe mode', `${rung} from within it`);
    const account = facts.account(service);
    if (!account.stormed && this.#asker !== service) throw new Violation('rung without a storm', `${rung} for ${service}`);
    if (account.plan.escalate !== 'exhibit') throw new Violation('rung without a storm', `${service} does not escalate`);
    this.#position++;
    this.#asker = service;
  }

  #judgeSkip(facts: Facts, rung: Rung, before: State): void {
    if (rung !== 'reboot') throw new Violation('rung order', `${rung} can always be taken`);
    const { reboots } = before.plan;
    if (!before.rebootPermitted.ok || !this.budget.known || this.budget.failed || before.reboot !== null) return;
    if (this.budget.spent(facts.at, reboots.withinMs) < reboots.max) throw new Violation('rung order', 'a reboot skipped for no reason');
  }

  #judgeHelped(facts: Facts, service: string): void {
    const account = facts.account(service);
    const readyAt = account.live?.readyAt ?? null;
    if (account.over === 'finished') return;
    if (readyAt === null || facts.at - readyAt < account.plan.storm.withinMs)
      throw new Violation('helped', `${service} was not ready long enough`);
  }

  #trialAlert(facts: Facts, alert: Extract<Alert, { kind: 'safe-mode-trial' }>, after: State): void {
    switch (alert.outcome) {
      case 'begun':
        if (facts.at < this.#trial.from) throw new Violation('safe mode', `a trial ${this.#trial.from - facts.at} ms early`);
        this.#trial.rest();
        for (const account of facts.accounts.values()) {
          account.emptyCounts(facts.at);
          account.settleDebts(facts.at);
        }
        facts.excuse(safetyRun(facts));
        return;
      case 'failed': {
        const intervalMs = Math.min(2 * this.#intervalMs, DAY_MS);
        if (alert.nextInMs !== intervalMs) throw new Violation('safe mode', `next trial in ${alert.nextInMs} ms, not ${intervalMs}`);
        if (![...facts.accounts.values()].some(({ stormed, retry, over }) => stormed || retry.active || over === 'lost'))
          throw new Violation('safe mode', 'a trial failed without a storm');
        this.#enter(facts.at, intervalMs);
        for (const account of facts.accounts.values()) account.emptyCounts(facts.at);
        return this.#clear(facts, 'failed trial');
      }
      case 'succeeded':
        for (const { plan, live, held, over, removed } of facts.accounts.values()) {
          // A broken sound alone must not keep the picture away.
          if (plan.escalate === 'service' || removed) continue;
          const ready = live?.readyAt != null && facts.at - live.readyAt >= plan.storm.withinMs;
          if (!ready && !held && over === null) throw new Violation('safe mode', `a trial succeeded without ${plan.name}`);
        }
        this.#leave(facts, after);
        return;
    }
  }

  /** All but the programs of safe mode end; those may start anew. */
  #clear(facts: Facts, why: string): void {
    const run = safetyRun(facts);
    for (const account of run) if (account.live === null) account.settleDebts(facts.at);
    facts.excuse(run);
    const others = [...facts.accounts.values()].filter((account) => !run.includes(account));
    facts.wave(
      others.filter(({ plan }) => !plan.hidden),
      why,
    );
    // The hidden shell's page follows its displays (judgeCovers); what its process waits for may be over.
    for (const account of others) if (account.plan.hidden && account.live?.ending !== null) account.maySettle(facts.at);
  }

  /** A new beginning for everything. */
  #leave(facts: Facts, after: State): void {
    for (const account of facts.accounts.values()) {
      account.emptyCounts(facts.at);
      account.maySettle(facts.at);
    }
    this.#intervalMs = 0;
    this.#trial.rest();
    this.#position = after.ladder.position;
  }

  effect(facts: Facts, effect: Effect, before: State): void {
    if (effect.type === 'save-budget') this.budget.saving(effect.budget, facts.at);
    if (effect.type === 'save-standing') this.#saved = effect.standing.ladder;
    if (effect.type !== 'reboot') return;
    if (facts.paused || facts.shutdown || before.safeMode !== null) throw new Violation('reboot', 'in a pause, in safe mode or at the end');
    if (this.#saved?.position !== this.#position) throw new Violation('ladder', 'its position is not on the disk before the reboot');
    this.budget.reboots(facts.at, before);
  }

  /** What the state says of ladder and safe mode is what was announced. */
  agrees(facts: Facts, event: Event, before: State, after: State): void {
    if ((before.safeMode === null) !== (after.safeMode === null)) {
      const resumed =
        event.type === 'command' && (event.command.name === 'resume' || ('service' in event.command && event.command.service === null));
      if (before.safeMode === null && this.#intervalMs === 0) throw new Violation('safe mode', 'entered silently');
      if (after.safeMode === null && this.#intervalMs !== 0) {
        if (!resumed) throw new Violation('safe mode', 'left silently');
        this.#leave(facts, after);
        facts.excuse(safetyRun(facts));
        for (const account of safetyRun(facts)) account.allowStart();
      }
    }
    const trying = (safeMode: State['safeMode']) => safeMode !== null && safeMode.trialSince !== null;
    if (trying(before.safeMode) && !trying(after.safeMode) && !this.#trial.active && after.safeMode !== null) {
      if (facts.open) throw new Violation('safe mode', 'a trial broken off silently');
      this.#trial.set(facts.at);
    }
    if (before.reboot !== null && after.reboot === null) {
      // What waited for the machine to go down waits once more.
      for (const { failure, plan } of facts.accounts.values()) {
        if (failure !== null) failure.due.until = Math.max(failure.due.until, facts.at + plan.backoff.maxMs);
      }
    }
    if (after.reboot === null && after.ladder.position !== this.#position) {
      // The service that asked for the rungs left the file: nobody can say that they helped.
      const lost = after.ladder.position === 0 && facts.accounts.get(this.#asker ?? '')?.removed !== false;
      if (!lost) throw new Violation('ladder', `stands at ${after.ladder.position}, not at ${this.#position}`);
      this.#position = after.ladder.position;
    }
  }
}

/** What ran in safe mode runs on without its mark, so it may be restarted. */
function safetyRun(facts: Facts) {
  return facts.plan.safeMode.run.flatMap((name) => facts.accounts.get(name) ?? []);
}
