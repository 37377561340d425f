/** Nothing is ended without a reason; what is ended gets its grace, in order; what has to end does. */
import type { Effect, RestartCause } from '../../../electron/supervisor/policy/effect.ts';
import type { State } from '../../../electron/supervisor/policy/state.ts';
import type { Account } from './account.ts';
import type { Facts } from './facts.ts';
import type { Live } from './live.ts';
import { Span } from './span.ts';
import { covers } from './starts.ts';
import { Violation } from './violation.ts';

type Ending = Extract<Effect, { type: 'stop' | 'stack' | 'kill' }>;

/** World's truth about an instance: why it may be suspected; null: it did nothing wrong. */
export type Truth = (service: string, instance: number) => string | null;

export function judgeEnding(facts: Facts, effect: Ending, after: State, truth: Truth): void {
  const account = facts.accounts.get(effect.service);
  const live = account?.live;
  if (account == null || live == null || live.number !== effect.instance) throw new Violation('ends nothing', effect.service);
  if (live.ending === null) begin(facts, account, live, effect, after, truth);
  else if (effect.type === 'kill') judgeKill(facts, live);
  if (effect.type === 'kill' && live.ending !== null) {
    live.ending.killed = true;
    live.ending.kill.rest();
  }
}

function begin(facts: Facts, account: Account, live: Live, effect: Ending, after: State, truth: Truth): void {
  const { stop } = live.plan;
  account.forgive(facts.at);
  const planned = live.mainEnded || !failed(facts, account, live, effect, after, truth);
  if (planned && !live.mainEnded && effect.type === 'stop') judgeOrder(facts, live);
  const kill = new Span();
  if (planned) kill.set(facts.at + stop.graceMs);
  else kill.set(facts.at, facts.at + stop.graceMs + 1000);
  live.ending = { planned, kill, killed: false };
}

/** True when it is ended for a failure, which then counts; throws when there is neither a failure nor another reason. */
function failed(facts: Facts, account: Account, live: Live, effect: Ending, after: State, truth: Truth): boolean {
  const place = after.index[live.plan.name];
  const life = place === undefined ? undefined : after.services[place]?.life;
  const next = life?.state === 'stopping' ? life.next : null;
  if (next?.move === 'restart') {
    justify(facts, live, next.cause, truth);
    const multiplies = next.cause.kind === 'limit' && next.cause.limit === 'processes';
    if (multiplies && effect.type === 'stop') throw new Violation('limit', `${live.plan.name} has too many processes and is given time`);
    if (facts.paused) throw new Violation('acted in a pause', `${live.plan.name}: ${next.cause.kind}`);
    account.fail(facts.at, false);
    // It was to end anyway, and may count as ended for that.
    if (live.mayEnd !== 'no') account.maySettle(facts.at);
    return true;
  }
  if (live.incompatible) return true;
  const enough = live.url ? live.mayEnd === 'process' : live.mayEnd !== 'no';
  const suspicion = live.suspect(facts.at);
  if (enough && suspicion === null) return false;
  if (suspicion === null) throw new Violation('false restart', `${live.plan.name} is ended without a reason`);
  // Its failure was a storm, or fell together with something planned.
  if (!enough) account.fail(facts.at, false);
  return true;
}

function justify(facts: Facts, live: Live, cause: RestartCause, truth: Truth): void {
  const { name } = live.plan;
  const { at } = facts;
  const early = {
    exit: live.mainEnded ? 0 : Number.POSITIVE_INFINITY,
    freeze: live.silence.from - at,
    'never-ready': live.startup.from - at,
    stall: live.busyNow ? Number.POSITIVE_INFINITY : live.stall.from - at,
    fatal: live.fatal ? 0 : Number.POSITIVE_INFINITY,
    limit: live.tooMuch ? 0 : Number.POSITIVE_INFINITY,
  }[cause.kind];
  if (early > 0) throw new Violation('false restart', `${name} for ${cause.kind}, ${early} ms early`);
  if (cause.kind === 'exit' || cause.kind === 'fatal' || cause.kind === 'limit') return;
  if (truth(name, live.number) === null) throw new Violation('false restart', `${name} for ${cause.kind}, and nothing was wrong with it`);
}

/** Reverse order: what needs a service ends before it, when the same event ends both. */
function judgeOrder(facts: Facts, live: Live): void {
  if (live.wave === 0) return;
  for (const { live: other, plan } of facts.accounts.values()) {
    if (other === null || other.wave !== live.wave || other.mainEnded || !plan.after.includes(live.plan.name)) continue;
    const stands = other.url ? other.page !== 'held' && other.ending === null : other.ending === null || !other.ending.killed;
    if (stands) throw new Violation('stop order', `${live.plan.name} is stopped before ${other.plan.name}, which needs it`);
  }
}

function judgeKill(facts: Facts, live: Live): void {
  // What its main process leaves behind has no grace.
  if (live.mainEnded) return;
  const early = (live.ending?.kill.from ?? 0) - facts.at;
  if (early > 0 && early !== Number.POSITIVE_INFINITY) throw new Violation('grace', `${live.plan.name} is killed ${early} ms early`);
}

export function judgeHold(facts: Facts, effect: { readonly service: string; readonly instance: number }, after: State): void {
  const account = facts.account(effect.service);
  const { live } = account;
  if (live === null || live.number !== effect.instance) throw new Violation('page', `${effect.service} has no such shell`);
  if (live.page === 'held') return;
  account.forgive(facts.at);
  const isCover = account.plan.hidden === true && covers(facts, account, after.safeMode);
  if (!isCover && live.mayEnd === 'no' && live.suspect(facts.at) === null && live.ending === null) {
    throw new Violation('false restart', `the page of ${effect.service} is taken away without a reason`);
  }
  if (live.mayEnd === 'page') live.mayEnd = 'no';
  facts.sentences = facts.sentences.filter((sentence) => sentence.account.live !== live || sentence.what === 'process');
  live.held();
  facts.excuse(facts.withThese([effect.service]).filter((other) => other !== account));
}

/** What people, hours, rungs, reloads and the end condemned is gone in time. */
export function judgeSentences(facts: Facts): void {
  if (facts.sentences.length === 0) return;
  facts.sentences = facts.sentences.filter(({ account, instance, what }) => {
    const { live } = account;
    if (live === null || live.number !== instance) return false;
    return what === 'page' ? live.page !== 'held' : live.ending === null && !live.mainEnded;
  });
  for (const { account, what, by, why } of facts.sentences) {
    if (facts.at > by) throw new Violation('not ended', `${what} of ${account.plan.name} still stands after ${why}`);
  }
}
