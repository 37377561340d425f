/**
 * Runs the policy of telling: facts go in one after the other, what it decides goes out, and what it remembers is kept in `alerts.json`.
 *
 * Invariants: nothing here waits on the loop, throws or rejects; facts are taken in from the first moment, and judged as soon as what an
 * earlier supervisor remembered was read.
 *
 * A message is decided once and told once, wherever a kill falls (contract 8): with the memory of having told it, `alerts.json` gets the
 * message itself, under the id that it keeps, and only then the outbox does. What lies in the file at a start, and the outbox does not
 * know, is handed over then. What the outbox has taken leaves the file with the next thing that is written there.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  beginning,
  type Draft,
  type Fact,
  type FactBody,
  next,
  type Recorded,
  type StartOf,
  step,
  type TellingSettings,
  type TellingState,
} from '../alert/policy/index.ts';
import { monotonicMs } from '../platform/clock.ts';
import { stackOf } from '../platform/errors.ts';
import { type Damage, loadKept, saveKept } from '../store/kept-file.ts';
import type { HandOver } from './hand-over.ts';
import { type Decided, type TellingFile, tellingFileSchema } from './telling-file.ts';

/** There was no supervisor before this one. */
const NONE = '';
/** A disk is waited for so long, in milliseconds: then messages go out all the same. */
const PATIENCE_MS = 2_000;

export interface TellingOptions {
  /** `alerts.json`. */
  readonly path: string;
  /** The kernel's id of the present boot. */
  readonly boot: string;
  readonly settings: () => TellingSettings;
  /** Whether the ladder has rebooted the machine out of this boot. Never rejects. */
  readonly ladderRebooted: (boot: string) => Promise<boolean>;
  readonly handOver: HandOver;
  readonly record: (recorded: Recorded) => void;
  readonly log: (level: 'warning' | 'error', text: string) => void;
}

export interface Telling {
  take(fact: FactBody): void;
  /** Everything that was decided is in the outbox, and the end in order is written. */
  close(): Promise<void>;
}

export function createTelling(options: TellingOptions): Telling {
  const { path, boot, handOver, log } = options;
  let state = beginning();
  /** Decided, and not yet in the outbox. Changes with the state, in the same turn of the loop: no write has one without the other. */
  let unsent: Decided[] = [];
  /** Facts that came before the memory was there; null: it is. */
  let early: Fact[] | null = [];
  let readable = true;
  let timer: NodeJS.Timeout | undefined;
  /** What goes out, one after the other. */
  let work: Promise<void> = Promise.resolve();
  /** What is written, one after the other. */
  let writes: Promise<void> = Promise.resolve();
  let saving = false;
  let failing = false;

  const file = (in_order: boolean): TellingFile => ({ version: 1, boot, in_order, state, unsent });

  function judge(fact: Fact): void {
    let told: ReturnType<typeof step>;
    try {
      told = step(state, fact, options.settings());
    } catch (error) {
      return log('error', `a bug in the policy of telling, at ${fact.type}: ${stackOf(error)}`);
    }
    const changed = withoutClock(state) !== withoutClock(told.state);
    state = told.state;
    for (const one of told.recorded) options.record(one);
    const decided = told.drafts.flatMap(addressed);
    unsent.push(...decided);
    if (changed || decided.length > 0) save();
    if (decided.length > 0) {
      const saved = soon(writes);
      work = work.then(() => saved).then(() => send(decided));
    }
    wait();
  }

  async function send(decided: readonly Decided[]): Promise<void> {
    await handOver.send(decided);
    unsent = unsent.filter((one) => !decided.includes(one));
  }

  /** What an earlier supervisor has decided before it was killed. */
  async function sendLeft(left: readonly Decided[]): Promise<void> {
    const missing = await handOver.missing(left);
    unsent = unsent.filter((one) => !left.includes(one) || missing.includes(one));
    if (missing.length > 0) await send(missing);
  }

  /** As it is then: changes that come close together are written once. */
  function save(): void {
    if (saving) return;
    saving = true;
    writes = writes.then(() => {
      saving = false;
      return write(false);
    });
  }

  async function write(inOrder: boolean): Promise<void> {
    // What cannot be read may still count: it is left alone.
    if (!readable) return;
    try {
      await saveKept({ path }, file(inOrder));
      failing = false;
    } catch (error) {
      if (!failing)
        log('warning', `what people were told is remembered in memory only: ${error instanceof Error ? error.message : String(error)}`);
      failing = true;
    }
  }

  function wait(): void {
    clearTimeout(timer);
    const at = next(state);
    if (at === null) return;
    timer = setTimeout(() => take({ type: 'time' }), Math.min(Math.max(0, at - monotonicMs()), 2 ** 31 - 1));
    timer.unref();
  }

  function take(body: FactBody): void {
    const fact = { ...body, at: monotonicMs(), wall: Date.now() };
    if (early === null) judge(fact);
    else early.push(fact);
  }

  async function begin(): Promise<void> {
    const begun = { at: monotonicMs(), wall: Date.now() };
    const anew = file(true);
    const damaged = ({ movedTo, reason }: Damage) => log('error', `${path} was damaged (${reason}): moved to ${movedTo} and begun anew`);
    const loaded = await loadKept({ path, schema: tellingFileSchema, fresh: { ...anew, boot: NONE }, afterDamage: anew }, damaged);
    if (!loaded.ok) log('warning', `what people were told earlier cannot be read: ${loaded.reason}`);
    readable = loaded.ok;
    const before = loaded.ok ? loaded.value : anew;
    ({ state, unsent } = before);
    const left = [...unsent];
    if (left.length > 0) work = work.then(() => sendLeft(left));
    const how = await startOf(before, boot, options.ladderRebooted);
    judge({ type: 'started', how, booted: before.boot !== NONE && before.boot !== boot, ...begun });
    save();
    for (const fact of early ?? []) judge(fact);
    early = null;
  }

  work = begin().catch((error: unknown) => log('error', `a bug at the beginning of telling: ${String(error)}`));
  return {
    take,
    async close() {
      clearTimeout(timer);
      // What is still being sent may add to what has to be done.
      for (let last: Promise<void> | null = null; last !== work; ) {
        last = work;
        await last;
      }
      await soon(writes.then(() => write(true)));
    },
  };
}

function soon(written: Promise<void>): Promise<void> {
  return Promise.race([written, sleep(PATIENCE_MS, undefined, { ref: false })]);
}

function addressed({ to, ...draft }: Draft): Decided[] {
  return to.map((name) => ({ to: name, message: { ...draft, id: randomUUID() } }));
}

async function startOf({ boot, in_order }: TellingFile, now: string, ladderRebooted: TellingOptions['ladderRebooted']): Promise<StartOf> {
  if (boot === NONE) return 'first';
  if (boot !== now && (await ladderRebooted(boot))) return 'ladder-reboot';
  if (in_order) return 'planned';
  return boot === now ? 'crash' : 'power';
}

function withoutClock(state: TellingState): string {
  return JSON.stringify({ ...state, clock: null });
}
