/**
 * Runs the policy of telling: facts go in one after the other, what it decides goes out, and what it remembers is kept in `alerts.json`.
 *
 * Invariants: nothing here waits on the loop, throws or rejects; facts are taken in from the first moment, and judged as soon as what an
 * earlier supervisor remembered was read; messages are in the outbox before the memory of having told them is on the disk, so that a
 * kill in between tells twice and never not at all.
 */
import { z } from 'zod';
import {
  beginning,
  type Draft,
  type Fact,
  type FactBody,
  next,
  type Recorded,
  type StartOf,
  stateSchema,
  step,
  type TellingSettings,
  type TellingState,
} from '../alert/policy/index.ts';
import { monotonicMs } from '../platform/clock.ts';
import { type Damage, loadKept, saveKept } from '../store/kept-file.ts';

const fileSchema = z.strictObject({
  version: z.literal(1),
  /** The kernel's id of the boot in which this was written. */
  boot: z.string(),
  /** Whether the supervisor that wrote it has ended in order. */
  in_order: z.boolean(),
  state: stateSchema,
});

/** There was no supervisor before this one. */
const NONE = '';

type TellingFile = z.infer<typeof fileSchema>;

export interface TellingOptions {
  /** `alerts.json`. */
  readonly path: string;
  /** The kernel's id of the present boot. */
  readonly boot: string;
  readonly settings: () => TellingSettings;
  /** Whether the ladder has rebooted the machine out of this boot. Never rejects. */
  readonly ladderRebooted: (boot: string) => Promise<boolean>;
  /** Into the outbox. Resolves when they are on the disk; never rejects. */
  readonly send: (drafts: readonly Draft[]) => Promise<void>;
  readonly record: (recorded: Recorded) => void;
  readonly log: (level: 'warning' | 'error', text: string) => void;
}

export interface Telling {
  take(fact: FactBody): void;
  /** Everything that was decided is in the outbox, and the end in order is written. */
  close(): Promise<void>;
}

export function createTelling(options: TellingOptions): Telling {
  const { path, boot, log } = options;
  let state = beginning();
  /** Facts that came before the memory was there; null: it is. */
  let early: Fact[] | null = [];
  let readable = true;
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();
  let saving = false;
  let failing = false;

  const file = (in_order: boolean): TellingFile => ({ version: 1, boot, in_order, state });

  function judge(fact: Fact): void {
    let told: ReturnType<typeof step>;
    try {
      told = step(state, fact, options.settings());
    } catch (error) {
      return log(
        'error',
        `a bug in the policy of telling, at ${fact.type}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
    const changed = withoutClock(state) !== withoutClock(told.state);
    state = told.state;
    for (const one of told.recorded) options.record(one);
    if (told.drafts.length > 0) work = work.then(() => options.send(told.drafts));
    if (changed) save();
    wait();
  }

  /** As it is then: changes that come close together are written once. */
  function save(): void {
    if (saving) return;
    saving = true;
    work = work.then(() => {
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
    const loaded = await loadKept({ path, schema: fileSchema, fresh: { ...anew, boot: NONE }, afterDamage: anew }, damaged);
    if (!loaded.ok) log('warning', `what people were told earlier cannot be read: ${loaded.reason}`);
    readable = loaded.ok;
    const before = loaded.ok ? loaded.value : anew;
    state = before.state;
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
      await write(true);
    },
  };
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
