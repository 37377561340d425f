/**
 * Keeps what must survive anything. Writes are made one after the other, off the loop. Every budget is written, in order, and
 * answered with `budget-saved`; of standings only the newest matters, and one that could not be written is tried again, because
 * nothing else would write it before the next decision.
 */
import { messageOf } from '../platform/errors.ts';
import type { Budget, Standing } from '../supervisor/policy/state.ts';
import type { Dispatch, StandingPort } from '../supervisor/ports.ts';
import { saveBudget } from './budget-file.ts';
import { saveStanding } from './standing-file.ts';

const RETRY_MS = 10_000;

export interface StandingOptions {
  readonly dispatch: Dispatch;
  readonly budgetPath: string;
  readonly standingPath: string;
  /** The kernel's id of the present boot. */
  readonly bootId: string;
  readonly log: (level: 'warning', message: string) => void;
}

export function createStanding({ dispatch, budgetPath, standingPath, bootId, log }: StandingOptions): StandingPort {
  const budgets: Budget[] = [];
  let standing: Standing | null = null;
  let retry: NodeJS.Timeout | undefined;
  let closing = false;
  /** The writes under way; null: none. */
  let writing: Promise<void> | null = null;

  function begin(): void {
    writing ??= writeAll().finally(() => {
      writing = null;
    });
  }

  async function writeAll(): Promise<void> {
    // Let the call that brought the first one return before anything happens.
    await Promise.resolve();
    for (;;) {
      const budget = budgets.shift();
      if (budget !== undefined) await writeBudget(budget);
      else if (standing === null || !(await writeStanding(standing))) return;
    }
  }

  async function writeBudget(budget: Budget): Promise<void> {
    try {
      await saveBudget(budgetPath, budget);
      dispatch({ type: 'budget-saved', ok: true, reason: '' });
    } catch (error) {
      dispatch({ type: 'budget-saved', ok: false, reason: messageOf(error) });
    }
  }

  /** False: it has to be tried again later. */
  async function writeStanding(newest: Standing): Promise<boolean> {
    clearTimeout(retry);
    try {
      await saveStanding(standingPath, bootId, newest);
      if (standing === newest) standing = null;
      return true;
    } catch (error) {
      log('warning', `${messageOf(error)}; tried again in ${RETRY_MS / 1000} s`);
      if (!closing) retry = setTimeout(begin, RETRY_MS);
      return standing !== newest;
    }
  }

  return {
    saveBudget(budget) {
      budgets.push(budget);
      begin();
    },
    saveStanding(newest) {
      standing = newest;
      begin();
    },
    async close() {
      closing = true;
      clearTimeout(retry);
      if (standing !== null) begin();
      await writing;
    },
  };
}
