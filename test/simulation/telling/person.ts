/**
 * Judges what people are told, as somebody would who knows all that happens and wants to be woken for the right things: by the rules of
 * docs/alerts.md, from alerts and snapshots alone, never from the memory of the policy of telling.
 *
 * None missed: what a restart does not mend, the second restart in a short time, each rung, safe mode, a crash of supervisor or machine are
 * told at the moment; what lasts for `quiet_for` then. None too many: nothing that mended itself, nothing twice, nothing in a pause or
 * outside opening hours. What was raised is cleared when it is over, and not before.
 *
 * The first violation is thrown and ends the run.
 */
import type { Draft } from '../../../electron/alert/policy/index.ts';
import type { Alert } from '../../../electron/supervisor/policy/effect.ts';
import type { ServiceSnapshot } from '../../../electron/supervisor/snapshot.ts';
import { Violation } from '../referee/violation.ts';
import type { Judge, Moment } from './desk.ts';
import { Phone, rankOf, statusOf, subjectOf } from './phone.ts';
import { Watch } from './watch.ts';

export const QUIET_MS = 30_000;
export const COOLDOWN_MS = 300_000;
/** Nothing may happen for so long in a world that beats every other second: what is due is seen with the next step. */
const SLACK_MS = 5_000;
const FORGIVEN_MS = 1_000;
const FLAPS = 6;

export interface Counts {
  readonly alerts: number;
  /** What the person wanted to be told, each status of each trouble once. */
  readonly wanted: number;
  readonly messages: number;
  /** Failures that nobody was told of, because they were over in time. */
  readonly mended: number;
}

export class Person implements Judge {
  readonly phone = new Phone('phone', COOLDOWN_MS);
  readonly #book = new Phone('book', COOLDOWN_MS);
  readonly #watches = new Map<string, Watch>();
  /** Told of everything since then; null: nobody is told anything now. */
  #attentiveSince: number | null = null;
  #closed = false;
  /** Whom the ladder is climbed for. */
  #ladder: string | null = null;
  #climbing = false;
  #stormMs = new Map<string, number>();
  readonly #wanted = new Set<string>();
  #alerts = 0;
  #recorded = 0;

  get counts(): Counts {
    return { alerts: this.#alerts, wanted: this.#wanted.size, messages: this.phone.messages, mended: this.#recorded };
  }

  sees(moment: Moment): void {
    const { at, state, snapshot, alerts, drafts, recorded, started } = moment;
    this.#alerts += alerts.length;
    this.#recorded += recorded.filter(({ why }) => why === 'quiet').length;
    this.#stormMs = new Map(state.services.map(({ plan }) => [plan.name, plan.storm.withinMs]));
    if (started !== null) return this.#begins(moment);
    // What was due before this moment has been told before it.
    this.#judge(at);
    for (const alert of alerts) if (alert.kind === 'rung-taken' || alert.kind === 'rung-skipped') this.#ladder = alert.service;
    this.#climbing = snapshot.ladder > 0;
    const before = new Map([...this.#watches].map(([key, { bad }]) => [key, bad]));
    const demands = alerts.flatMap((alert) => this.#hears(alert, at));
    for (const service of snapshot.services) this.#looks(service, at);
    for (const [key, watch] of this.#watches) {
      const name = key.split(' ')[1];
      if (key !== 'machine' && !snapshot.services.some((service) => service.name === name)) watch.isWell(at);
    }
    for (const check of moment.checks ?? []) {
      const watch = this.#watch('machine');
      if (check.status === 'healthy') watch.isWell(at);
      else watch.fails(check.status, at);
    }
    const silent = state.pause !== null || !snapshot.open;
    this.#closed = !snapshot.open;
    if (silent || snapshot.state === 'safe-mode' || snapshot.state === 'stopping') this.#attentiveSince = null;
    else this.#attentiveSince ??= at;
    for (const draft of drafts) this.#gets(draft, moment, before, silent);
    if (snapshot.state === 'stopping') return;
    if (
      !silent &&
      alerts.some(endsSafeMode) &&
      this.phone.threadsOf(`run ${this.#ladder}`).some(({ statuses }) => statuses.has('safe-mode'))
    ) {
      throw new Violation('missed', `the end of safe mode at ${at}`);
    }
    for (const { service, status } of demands) this.#demand(`run ${service}`, status, moment, silent);
    this.#judge(at);
  }

  #watch(key: string): Watch {
    const known = this.#watches.get(key) ?? new Watch();
    this.#watches.set(key, known);
    return known;
  }

  #begins(moment: Moment): void {
    const { at, state, started, drafts } = moment;
    for (const [key, watch] of this.#watches) if (key !== 'machine') watch.isUnknown();
    this.#attentiveSince = null;
    const silent = state.pause !== null || this.#closed;
    const heard = this.phone.hasHeard('note', 'started', at);
    for (const draft of drafts) this.#gets(draft, moment, new Map(), silent);
    if ((started !== 'crash' && started !== 'power') || silent) return;
    this.#wanted.add(`started ${at}`);
    const told = drafts.some(({ kind, to, level }) => kind === 'started' && level === 'warning' && to.includes('phone'));
    if (!told && !heard) throw new Violation('missed', `a start after ${started} at ${at}`);
  }

  /** What an alert means; what is to be told at once comes back. */
  #hears(alert: Alert, at: number): { readonly service: string; readonly status: string }[] {
    switch (alert.kind) {
      case 'restarting': {
        const watch = this.#watch(`run ${alert.service}`);
        watch.failures.push(at);
        watch.fails(watch.bad?.status ?? 'restarting', at);
        const second = watch.failuresWithin(this.#stormMs.get(alert.service) ?? 0, at) > 1;
        return second ? [{ service: alert.service, status: 'restarting' }] : [];
      }
      case 'start-failed':
      case 'gave-up':
      case 'left-as-it-is':
      case 'incompatible-client':
      case 'storm':
      case 'will-not-die':
      case 'rung-skipped':
      case 'ladder-spent':
      case 'safe-mode':
        this.#watch(`run ${alert.service}`).fails('failed', at);
        return [{ service: alert.service, status: alert.kind }];
      case 'went-to-background':
        this.#watch(`run ${alert.service}`).fails('restarting', at);
        return [];
      case 'rung-taken':
        this.#watch(`run ${alert.service}`).fails('failed', at);
        return alert.rung === 'safe-mode' ? [] : [{ service: alert.service, status: alert.rung }];
      case 'condition-lost': {
        const watch = this.#watch(`run ${alert.service}`);
        const last = watch.failures.at(-1);
        if (last !== undefined && at - last <= FORGIVEN_MS) {
          watch.failures.pop();
          watch.isUnknown();
        }
        this.#watch(`wait ${alert.service}`).fails(alert.level === 'info' ? 'session' : 'condition', at);
        return [];
      }
      case 'waiting-long':
        this.#watch(`wait ${alert.service}`).fails('long', at);
        return [];
      default:
        return [];
    }
  }

  #looks({ name, state, stoppedBy, health, waitingFor }: ServiceSnapshot, at: number): void {
    const run = this.#watch(`run ${name}`);
    const says = this.#watch(`health ${name}`);
    const waits = this.#watch(`wait ${name}`);
    const rests = state === 'stopped' && (stoppedBy === 'person' || stoppedBy === 'finished');
    if (state === 'running' || rests) run.isWell(at);
    else if (state === 'stopped') run.isUnknown();
    else run.wellSince = null;
    if (rests || (state === 'running' && (health === 'healthy' || health === 'unknown'))) says.isWell(at);
    else if (state === 'running') says.fails(health, at);
    else says.isUnknown();
    if (state !== 'waiting' && (state !== 'stopped' || rests)) waits.isWell(at);
    else if (state === 'waiting' && (waitingFor?.what === 'service' || waitingFor?.what === 'shell')) waits.isWell(at);
    else waits.wellSince = null;
  }

  #gets(draft: Draft, { at, alerts, snapshot }: Moment, before: ReadonlyMap<string, Watch['bad']>, silent: boolean): void {
    const wrong = (what: string) => new Violation(what, `${draft.act} of ${draft.kind} "${draft.title}" at ${at}`);
    // What a person has just done is told in spite of the silence that comes with it.
    if (silent && !alerts.some(({ kind }) => kind === draft.kind && (kind === 'paused' || kind === 'resumed')))
      throw wrong('told in silence');
    if (draft.act === 'clear') {
      const subject = this.phone.open.get(draft.thread)?.subject ?? this.#book.open.get(draft.thread)?.subject ?? '';
      if (draft.kind === 'recovered' && !this.#wasWell(subject, at, snapshot)) throw wrong('cleared too soon');
    } else if (draft.act !== 'note' && !this.#isJustified(draft, at, snapshot, before.get(subjectOf(draft)) ?? null))
      throw wrong('nobody wanted it');
    this.phone.takes(draft, at);
    this.#book.takes(draft, at);
  }

  #wasWell(subject: string, at: number, { services, state }: Moment['snapshot']): boolean {
    if (subject === 'run exhibit') return state !== 'safe-mode';
    const since = this.#watches.get(subject)?.wellSince ?? null;
    const runs = services.some(({ name, state }) => `run ${name}` === subject && state === 'running');
    if (runs && this.#climbing && subject === `run ${this.#ladder}`) return false;
    return since !== null && at - since >= QUIET_MS;
  }

  #isJustified(draft: Draft, at: number, snapshot: Moment['snapshot'], before: Watch['bad']): boolean {
    const subject = subjectOf(draft);
    if (subject === 'run exhibit') return true;
    const watch = this.#watch(subject);
    if (draft.kind === 'safe-mode') return snapshot.state === 'safe-mode';
    const bad = watch.bad ?? before;
    if (bad === null) return false;
    const flaps = watch.changesWithin(COOLDOWN_MS, at) >= FLAPS;
    const lasts = at - bad.since >= QUIET_MS;
    const status = statusOf(draft);
    if (subject.startsWith('health') || subject === 'machine') return bad.status === status && (lasts || flaps);
    if (subject.startsWith('wait')) return lasts || flaps || bad.status === 'long';
    if (status !== 'restarting' && status !== 'went-to-background') return true;
    const stormMs = this.#stormMs.get(draft.service ?? '') ?? 0;
    const [last = Number.NEGATIVE_INFINITY, previous = Number.NEGATIVE_INFINITY] = watch.failures.toReversed();
    return lasts || flaps || (last - previous <= stormMs && Number.isFinite(previous));
  }

  /** To be told at this moment. */
  #demand(subject: string, status: string, { at, state, snapshot }: Moment, silent: boolean): void {
    if (silent || state.shutdown || (snapshot.state === 'safe-mode' && status !== 'safe-mode')) return;
    const watch = this.#watch(subject);
    if (watch.bad === null) return;
    this.#wanted.add(`${subject} ${status} ${status === 'restarting' ? watch.bad.since : at}`);
    const [thread] = this.phone.threadsOf(subject);
    const known = thread !== undefined && (thread.statuses.has(status) || [...thread.statuses].some((one) => rankOf(one) > rankOf(status)));
    // Of what comes together the last of the heaviest stands for all.
    const folded = status === 'rung-skipped' && thread !== undefined && [...thread.statuses].some((one) => rankOf(one) >= rankOf(status));
    if (!known && !folded && !this.phone.hasHeard(subject, status, at)) throw new Violation('missed', `${status} of ${subject} at ${at}`);
  }

  #judge(at: number): void {
    const since = this.#attentiveSince;
    if (since === null) return;
    for (const [subject, watch] of this.#watches) {
      if (watch.bad !== null) {
        // Of a service nobody can say how often it has changed: in between it is sometimes not known.
        const flaps = subject === 'machine' && at - since > COOLDOWN_MS && watch.changesWithin(COOLDOWN_MS - SLACK_MS, at) > FLAPS + 1;
        this.#judgeBad(subject, watch.bad, flaps ? at - COOLDOWN_MS : Math.max(watch.bad.since, since), at);
      }
      if (watch.wellSince === null) continue;
      // What the ladder was climbed for is over when the ladder says so.
      if (subject.startsWith('run') && this.#climbing) continue;
      const holdMs = watch.flapped >= FLAPS - 2 ? COOLDOWN_MS : QUIET_MS;
      if (at - Math.max(watch.wellSince, since) <= holdMs + SLACK_MS) continue;
      if (this.phone.threadsOf(subject).length > 0)
        throw new Violation('not cleared', `${subject} is well since ${watch.wellSince}, now ${at}`);
    }
    if (this.phone.threadsOf('run exhibit').length > 0 && at - since > QUIET_MS + SLACK_MS) throw new Violation('not cleared', 'safe mode');
  }

  #judgeBad(subject: string, { status, since: badSince }: NonNullable<Watch['bad']>, since: number, at: number): void {
    if (status === 'session') return;
    const long = status === 'long';
    if (!long && at - since <= QUIET_MS + SLACK_MS) return;
    this.#wanted.add(`${subject} ${status} ${badSince}`);
    const threads = this.phone.threadsOf(subject);
    const about = subject.split(' ')[0];
    const told = threads.some(({ statuses }) =>
      about === 'health' || about === 'machine' ? [...statuses].some((one) => rankOf(one) >= rankOf(status)) : statuses.size > 0,
    );
    if (told) return;
    const heard = ['restarting', 'condition-lost', 'waiting-long', status, ...FAILED].some((one) =>
      this.phone.hasHeard(subject, one, at, SLACK_MS),
    );
    if (!heard) throw new Violation('missed', `${subject} is ${status} since ${badSince}, now ${at}`);
  }
}

const FAILED = [
  'start-failed',
  'gave-up',
  'left-as-it-is',
  'incompatible-client',
  'storm',
  'will-not-die',
  'restart-exhibit',
  'reboot',
  'ladder-spent',
  'safe-mode',
];

function endsSafeMode(alert: Alert): boolean {
  return alert.kind === 'safe-mode-ended' || (alert.kind === 'safe-mode-trial' && alert.outcome === 'succeeded');
}
