/**
 * The open incidents, kept up by what the policy wants done (`witness`) and by what has changed (`after`). Nothing here does I/O: the
 * clock is handed in, and evidence is gathered by others.
 *
 * An incident of a service begins with a failure, a lost condition, a page that its shell loads again, or an end that does not come.
 * It is open until the service is there again or is meant to rest; until then every further failure, and what the ladder does for
 * it, is told in it.
 */
import type { Alert, Effect } from '../supervisor/policy/effect.ts';
import type { Event } from '../supervisor/policy/event.ts';
import type { Service, State } from '../supervisor/policy/state.ts';
import type { ServiceReport } from '../supervisor/ports.ts';
import { Entries, type EntriesOptions, type Entry } from './entries.ts';
import { causeOf, fail, loseCondition } from './failing.ts';
import type { Found } from './port.ts';
import { alongWith } from './story.ts';
import { takeOver } from './take-over.ts';
import { hasSettled, isThere, meantToRest, serviceOf } from './view.ts';

export interface BookOptions extends EntriesOptions {
  /** The kernel's id of the present boot. */
  readonly boot: string;
}

export class Book {
  readonly #boot: string;
  readonly #entries: Entries;
  /** The main process of each service. */
  readonly #pids = new Map<string, number>();
  #state: State | null = null;
  #found: Found | null = null;
  /** Its rung restarts the exhibit in this very step. */
  #cycling: Entry | undefined;
  /** The one for which safe mode was entered. */
  #inSafeMode: Entry | undefined;

  constructor(options: BookOptions) {
    this.#boot = options.boot;
    this.#entries = new Entries(options);
  }

  get entries(): Entries {
    return this.#entries;
  }

  /** An effect is about to be carried out; `state` is the one after the step that wants it. */
  witness(effect: Effect, state: State): void {
    this.#look(state);
    const at = this.#entries.now();
    switch (effect.type) {
      case 'stop':
        return this.#ending(state, effect.service, 'asked-to-end', at);
      case 'stack':
        return this.#ending(state, effect.service, 'asked-for-stack', at);
      case 'kill':
        return this.#ending(state, effect.service, 'killed', at);
      case 'reboot': {
        const entry = this.#entries.of(state.reboot?.asker ?? null);
        if (entry !== undefined) entry.rebooting = true;
        return;
      }
      case 'alert':
        return this.#alert(effect.alert, at);
      default:
        return;
    }
  }

  /** An event was taken in. To be called for every one but a beat that only moved a deadline, also when it changed nothing. */
  after(event: Event, before: State, after: State): void {
    this.#look(after);
    if (event.type === 'spawned' || event.type === 'shown') this.#ofInstance(event);
    if (event.type === 'command' && 'service' in event.command) this.#person(event.command, event.by, event.at);
    if (before !== after) {
      for (const service of after.services) {
        const old = serviceOf(before, service.plan.name);
        if (old !== undefined && old !== service) this.#moved(event, old, service);
      }
    }
    this.#cycling = undefined;
    this.#judge(after, event.type === 'command' ? event.by : null, event.at);
  }

  /** What a service says of itself: a page that its shell loads again is an incident though nothing is restarted. */
  report(report: ServiceReport): void {
    if (report.type !== 'page' || report.state !== 'reloading') return;
    const entry = fail(this.#entries, report.service, { kind: 'page', message: report.message }, null, this.#entries.now());
    entry.failing = false;
    entry.reloading = true;
    this.#entries.failureOver(entry);
  }

  /** What the supervisor before this one left, as soon as it is known. */
  adopt(found: Found): void {
    this.#found = found;
    if (this.#state !== null) this.#look(this.#state);
  }

  /** The supervisor ends in order. What waits for the machine to come back stays open. */
  close(): void {
    const at = this.#entries.now();
    for (const entry of this.#entries.all()) if (!entry.rebooting) this.#entries.end(entry, 'shut-down', null, at);
  }

  #look(state: State): void {
    this.#state = state;
    const found = this.#found;
    this.#found = null;
    if (found === null) return;
    takeOver(found, state, this.#entries, this.#boot);
    this.#judge(state, null, this.#entries.now());
  }

  /** A service is being ended: whether that is a failure stands in what is to follow. */
  #ending(state: State, name: string, what: 'asked-to-end' | 'asked-for-stack' | 'killed', at: number): void {
    const life = serviceOf(state, name)?.life;
    if (life?.state !== 'stopping') return;
    const { next } = life;
    if (next.move === 'restart') fail(this.#entries, name, next.cause, life.pid, at);
    else if (next.move === 'fail') fail(this.#entries, name, { kind: 'incompatible', reason: next.reason }, life.pid, at);
    this.#entries.tell(this.#entries.of(name), { what }, at);
  }

  #alert(alert: Alert, at: number): void {
    const entries = this.#entries;
    const known = 'service' in alert ? entries.latestOf(alert.service) : undefined;
    switch (alert.kind) {
      case 'restarting': {
        const entry = fail(entries, alert.service, alert.cause, this.#pids.get(alert.service) ?? null, at);
        entry.failing = false;
        entries.tell(entry, { what: 'restart-due', attempt: alert.attempt, delayMs: alert.delayMs }, at);
        return entries.failureOver(entry);
      }
      case 'condition-lost':
        return loseCondition(entries, alert.service, alert.condition, alert.detail, at);
      case 'will-not-die': {
        const entry = entries.of(alert.service) ?? entries.begin(alert.service, { kind: 'will-not-die' }, at);
        entries.tell(entry, { what: 'will-not-die' }, at);
        return entries.failureOver(entry);
      }
      case 'went-to-background':
        return entries.tell(entries.of(alert.service), { what: 'background' }, at);
      case 'storm':
        return entries.tell(known, { what: 'storm', restarts: alert.restarts, withinMs: alert.withinMs }, at);
      case 'rung-taken':
        if (alert.rung === 'restart-exhibit') this.#cycling = known;
        return entries.tell(known, { what: 'rung', act: 'taken', rung: alert.rung, reason: null }, at);
      case 'rung-skipped':
        return entries.tell(known, { what: 'rung', act: 'skipped', rung: alert.rung, reason: alert.reason }, at);
      case 'rung-helped':
        return entries.tell(known, { what: 'rung-helped' }, at);
      case 'ladder-spent':
        return entries.tell(known, { what: 'ladder-spent' }, at);
      case 'safe-mode':
        this.#inSafeMode = known;
        return entries.tell(known, { what: 'safe-mode' }, at);
      case 'safe-mode-trial':
        return entries.tell(this.#inSafeMode, { what: 'trial', outcome: alert.outcome, nextInMs: alert.nextInMs }, at);
      case 'safe-mode-ended':
        return entries.tell(this.#inSafeMode, { what: 'safe-mode-ended', by: alert.by }, at);
      case 'paused':
      case 'resumed':
        for (const entry of entries.all()) entries.tell(entry, { what: 'person', command: alert.kind, by: alert.by }, at);
        return;
      // What these say is seen in the state itself, each time and not only the first; health and waiting alone are no incident.
      case 'recovered':
      case 'start-failed':
      case 'gave-up':
      case 'left-as-it-is':
      case 'incompatible-client':
      case 'health':
      case 'waiting-long':
      case 'waiting-over':
        return;
    }
  }

  #ofInstance(event: Extract<Event, { type: 'spawned' | 'shown' }>): void {
    const entry = this.#entries.of(event.service);
    if (event.type === 'spawned') this.#pids.set(event.service, event.pid);
    if (entry === undefined) return;
    if (event.type === 'shown') entry.reloading = false;
    else {
      entry.failing = false;
      entry.spawnedAt = event.at + entry.offset;
      this.#entries.tell(entry, { what: 'started' }, event.at);
    }
  }

  #person({ name: command, service }: { readonly name: string; readonly service: string | null }, by: string, at: number): void {
    for (const entry of this.#entries.all()) {
      if (service === null || service === entry.incident.service) this.#entries.tell(entry, { what: 'person', command, by }, at);
    }
  }

  #moved(event: Event, old: Service, service: Service): void {
    const { life, plan } = service;
    // A storm has told itself, and has been told.
    if (life.state === 'failed' && old.life.state !== 'failed' && !life.counted) {
      const entry = fail(this.#entries, plan.name, causeOf(event, old, life.reason), 'pid' in old.life ? old.life.pid : null, event.at);
      entry.failing = false;
      this.#entries.tell(entry, { what: 'given-up', reason: life.reason, retried: life.retryAt !== null }, event.at);
      this.#entries.failureOver(entry);
    }
    if (event.type === 'command' || event.type === 'plan' || !letsGo(old, service)) return;
    // It runs `with` something that failed, or the ladder restarts everything.
    for (const entry of this.#entries.all()) {
      const { service: asker } = entry.incident;
      if (asker === plan.name || asker === null || !(entry === this.#cycling || plan.with.includes(asker))) continue;
      this.#entries.amend(entry, (incident) => alongWith(incident, plan.name));
    }
  }

  /** Which incidents are over. */
  #judge(state: State, by: string | null, at: number): void {
    for (const entry of this.#entries.all()) {
      const { service: name } = entry.incident;
      const service = name === null ? undefined : serviceOf(state, name);
      if (name === null) {
        if (hasSettled(state)) this.#entries.end(entry, 'recovered', null, at);
      } else if (service === undefined) this.#entries.end(entry, 'removed', by, at);
      else {
        const rests = meantToRest(state, service);
        if (rests !== null) this.#entries.end(entry, rests, by, at);
        else if (isThere(service) && !entry.reloading) this.#entries.end(entry, 'recovered', null, at);
      }
    }
  }
}

/** It has to end before it runs on, or its page has been taken from it. */
function letsGo(old: Service, service: Service): boolean {
  if (old.cycle === null && service.cycle !== null) return true;
  const hadPage = old.page !== null && old.page.state !== 'held';
  return hadPage && service.page?.state === 'held' && old.life.state === 'running' && service.life.state === 'running';
}
