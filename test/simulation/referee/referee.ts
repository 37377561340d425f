/**
 * Judges each step of a policy by the contract alone.
 *
 * Theory. Facts are gathered from events (`take.ts`, into `facts.ts`, `account.ts`, `live.ts`), never from the policy's state; then each effect
 * is judged against them and becomes a fact itself: nothing starts that must not (`starts.ts`), nothing ends without a reason
 * (`stops.ts`), rungs, budget and safe mode keep their order (`ladder.ts`, `budget.ts`), what time brings about comes neither
 * early nor late (`dues.ts`), long waits are told once (`waits.ts`), and what people are shown is true (`shape.ts`). Where the contract leaves a choice both are right.
 * The state is read for one thing only: which of its effects' reasons the policy claims, and whether a trial or a reboot runs.
 *
 * The first violation is thrown and ends the run.
 */
import type { Effect } from '../../../electron/supervisor/policy/effect.ts';
import type { Event } from '../../../electron/supervisor/policy/event.ts';
import type { State } from '../../../electron/supervisor/policy/state.ts';
import type { Policy } from '../policy.ts';
import type { Witness } from '../world/supervisor.ts';
import { judgeDues } from './dues.ts';
import { Facts } from './facts.ts';
import { LadderBook } from './ladder.ts';
import { judgeShapes } from './shape.ts';
import { judgeCovers, judgeLeftLying, judgeShow, judgeSpawn } from './starts.ts';
import { judgeEnding, judgeHold, judgeSentences, type Truth } from './stops.ts';
import { take } from './take.ts';
import { Violation } from './violation.ts';
import { Waits } from './waits.ts';

/** More ticks than this at one moment are a busy loop. */
const TICKS_AT_ONCE = 20;
/** Plain beats change next to nothing: everything is judged after one in so many. */
const BEATS_BETWEEN = 256;

export class Referee implements Witness {
  #facts: Facts | null = null;
  readonly #ladder = new LadderBook();
  readonly #waits = new Waits();
  readonly #policy: Policy;
  readonly #truth: Truth;
  #ticks = 0;
  #tickAt = -1;
  #beats = 0;

  constructor(policy: Policy, truth: Truth) {
    this.#policy = policy;
    this.#truth = truth;
  }

  begins(state: State, effects: readonly Effect[], at: number, booted: boolean): void {
    const facts = new Facts(state.plan, at, booted ? null : this.#facts);
    this.#facts = facts;
    for (const { plan, held } of state.services) {
      if (held !== facts.account(plan.name).held) throw new Violation('standing', `${plan.name} is ${held ? '' : 'not '}held`);
    }
    // One that ended meanwhile may be noticed in the first tick.
    if (state.pause === null && (facts.pausedUntil ?? at) <= at) facts.pausedUntil = null;
    if ((state.pause !== null) !== facts.paused) throw new Violation('standing', 'the pause');
    this.#ladder.begins(state, at);
    this.#waits.begins(at);
    this.#judge(facts, null, state, state, effects);
  }

  steps(before: State, event: Event, after: State, effects: readonly Effect[]): void {
    const facts = this.#facts;
    if (facts === null) return;
    if (event.type === 'beat' && effects.length === 0 && ++this.#beats % BEATS_BETWEEN !== 0) {
      take(facts, event);
      return;
    }
    if (event.type === 'tick') this.#countTick(event.at);
    take(facts, event);
    this.#ladder.event(facts, event);
    this.#waits.event(event);
    this.#judge(facts, event, before, after, effects);
  }

  #countTick(at: number): void {
    this.#ticks = at === this.#tickAt ? this.#ticks + 1 : 1;
    this.#tickAt = at;
    if (this.#ticks > TICKS_AT_ONCE) throw new Violation('busy loop', `${this.#ticks} ticks at ${at} ms`);
  }

  #judge(facts: Facts, event: Event | null, before: State, after: State, effects: readonly Effect[]): void {
    noticeReadiness(facts, after);
    for (const effect of effects) if (effect.type === 'alert') this.#alert(facts, effect, before, after);
    if (event !== null) this.#ladder.agrees(facts, event, before, after);
    for (const effect of effects) this.#effect(facts, effect, before, after);
    const deadline = this.#policy.nextDeadline(after);
    judgeLeftLying(facts, after, deadline);
    judgeSentences(facts);
    judgeCovers(facts, after);
    judgeShapes(facts, this.#policy, after);
    judgeDues(facts, this.#ladder, after, deadline, event?.type === 'tick');
  }

  #alert(facts: Facts, { alert }: Extract<Effect, { type: 'alert' }>, before: State, after: State): void {
    if (alert.kind === 'storm' || alert.kind === 'rung-taken' || alert.kind === 'rung-skipped' || alert.kind === 'safe-mode-trial') {
      this.#noticeStorms(facts);
    }
    if (alert.kind === 'storm' && !facts.account(alert.service).stormed) throw new Violation('storm', `${alert.service} had none`);
    if (alert.kind === 'restarting') {
      const { failure } = facts.account(alert.service);
      if (failure !== null && (alert.delayMs < failure.delayMs || alert.delayMs > failure.longestDelayMs)) {
        throw new Violation('backoff', `${alert.service}, restart ${failure.attempt}, waits ${alert.delayMs} ms, not ${failure.delayMs}`);
      }
    }
    this.#ladder.alert(facts, alert, before, after);
    this.#waits.alert(facts, alert);
  }

  /** What is frozen at this moment and a storm fails before the effect that ends it is seen. */
  #noticeStorms(facts: Facts): void {
    for (const account of facts.accounts.values()) {
      const { live } = account;
      if (live === null || live.ending !== null || live.mainEnded || account.failure !== null) continue;
      if (!facts.paused && live.suspect(facts.at) !== null && account.begunWithin(facts.at).most >= account.plan.storm.restarts) {
        account.stormed = true;
      }
    }
  }

  #effect(facts: Facts, effect: Effect, before: State, after: State): void {
    switch (effect.type) {
      case 'spawn':
        return judgeSpawn(facts, effect, after, this.#ladder);
      case 'show':
        return judgeShow(facts, effect, after);
      case 'hold':
        return judgeHold(facts, effect, after);
      case 'stop':
      case 'stack':
      case 'kill':
        return judgeEnding(facts, effect, after, this.#truth);
      case 'exit':
        if (!facts.shutdown) throw new Violation('exit', 'nobody asked for it');
        for (const { live, plan } of facts.accounts.values()) if (live !== null) throw new Violation('exit', `${plan.name} still lives`);
        return;
      case 'save-budget':
      case 'save-standing':
      case 'reboot':
        return this.#ladder.effect(facts, effect, before);
      case 'alert':
        return;
    }
  }
}

/** A service without beats is ready after a second, which no event says. */
function noticeReadiness(facts: Facts, after: State): void {
  for (const { plan, life } of after.services) {
    const live = facts.accounts.get(plan.name)?.live;
    if (live == null || plan.heartbeat.watched || live.readyAt !== null || life.state !== 'running' || life.instance !== live.number)
      continue;
    if (facts.at < live.askedAt + 1000) throw new Violation('shape', `${plan.name} is ready after ${facts.at - live.askedAt} ms`);
    live.up(facts.at);
  }
}
