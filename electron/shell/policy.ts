/**
 * What happens to the page of one display. Pure: no clock, no Electron. `step` takes what was seen, with its monotonic time
 * in milliseconds, and says what to do; `due` (page.ts) says when to be asked again though nothing was seen.
 *
 * Invariants
 * - Above the holding page there is only a view whose document was loaded with a good status. Everything else (an address that
 *   does not answer, an error page, a dead renderer) is met with the holding page.
 * - The view is see-through until its document has drawn something: a blank one is met with the holding page as well.
 * - A renderer that is to be ended is awaited before anything is loaded again: loading in the same breath leaves an empty view.
 * - `fatal` is said once for each order and each refresh. After it the page is still tried, slowly: the shell is replaced by its supervisor,
 *   and while that is paused the page may come back by itself.
 * - A page is held to what it promises: by its frame loop always, by its own beats once it has beaten (pledge.ts). `busy` bears
 *   the silence of both. A new document has promised nothing.
 * - Time in which this process itself did not run is nobody's silence, and neither is time in which the screen takes no frames.
 */
import {
  due,
  frozenAt,
  held,
  type OnScreen,
  type OrderedPage,
  type Page,
  type PageAction,
  type PageEvent,
  postponed,
  type Run,
  type Step,
  type Trying,
} from './page.ts';
import { beaten, brokenAt, busy, none, renewed, verdict } from './pledge.ts';
import { attempt, bare, blank, FIRST_PAUSE_MS, fatal, load, overdue, paint, pause, tries, trying, withStop } from './tries.ts';

/** How long a document that is there is waited for with all that belongs to it; then it is shown as it is. */
const PARSED_MS = 5000;
/** So many reloads within this time are more than a reload can mend. */
const RELOADS = 3;
const RELOADS_WITHIN_MS = 60_000;
/** Before each further reload, when that many did not help. */
const SPENT_MS = 1000;
/** How long a renderer may take to be gone after it was killed. */
const END_MS = 2000;
/** A timer that comes later than this shows that this process did not run: deadlines move by as much. */
const LATE_MS = 500;

export function step(page: Page, event: PageEvent, at: number): Step {
  if (event.type === 'show') {
    const [next, actions] = load({ order: event.order, reloads: [], fatal: false, pledge: none }, at);
    return [next, [{ do: 'open', order: event.order }, ...actions]];
  }
  if (page.phase === 'held') return [page, event.type === 'hold' ? [{ do: 'tell', state: 'held' }] : []];
  switch (event.type) {
    case 'hold':
      return [held, [{ do: 'close' }, { do: 'tell', state: 'held' }]];
    case 'refresh':
      return refresh(page, at);
    case 'answered':
      return [{ ...page, ...(page.phase === 'loading' ? { parsed: false, patience: null } : {}), pledge: none }, []];
    case 'parsed':
      return page.phase === 'loading' ? [{ ...page, parsed: true, patience: at + PARSED_MS }, []] : [page, []];
    case 'loaded':
      return page.phase === 'loading' ? paint(page, at) : [page, []];
    case 'load-failed':
      return page.phase === 'pausing' || page.phase === 'ending' ? [page, []] : pause(trying(page, at), event.reason, at);
    case 'frame':
      return frame(page, event.drawn, at);
    case 'beat':
      return isAlive(page) ? [{ ...page, pledge: beaten(page.pledge, page.order, at, event.progress) }, []] : [page, []];
    case 'busy':
      return isAlive(page) ? [{ ...page, pledge: busy(page.pledge, page.order, at, event.forMs) }, []] : [page, []];
    case 'ask':
      return isAlive(page) ? end(page, event.reason, at) : [page, []];
    case 'excused':
      return excused(page, false, at);
    case 'dark':
      return excused(page, true, at);
    case 'gone':
      return gone(page, event.reason, at);
    case 'tick':
      return tick(page, at);
  }
}

function frame(page: OrderedPage, drawn: boolean, at: number): Step {
  if (!isOnScreen(page)) return [page, []];
  const silentAt = at + page.order.pageTimeoutMs;
  // A page that says that it lives knows better what there is to see.
  if (page.phase === 'shown' || !(drawn || page.pledge.silentAt !== null)) return [{ ...page, silentAt }, []];
  return [{ ...bare(page), phase: 'shown', silentAt }, [{ do: 'cover' }, { do: 'tell', state: 'shown' }]];
}

/** `drawn`: as far as can be known. On a dark screen a page that is loaded is all that there can be: its service is ready. */
function excused(page: OrderedPage, drawn: boolean, at: number): Step {
  const fresh = { ...page, pledge: renewed(page.pledge, page.order, at) };
  const enough = at + page.order.pageTimeoutMs;
  return frame(fresh.phase === 'painting' ? { ...fresh, blankUntil: Math.max(fresh.blankUntil, enough) } : fresh, drawn, at);
}

/** A person's act: nothing is told, nothing counts, and what has counted until now is forgotten. */
function refresh(page: OrderedPage, at: number): Step {
  const run: Run = { ...bare(page), reloads: [], fatal: false };
  switch (page.phase) {
    case 'ending':
      return [{ ...page, ...run, spent: false }, []];
    case 'painting':
    case 'shown':
      return [{ ...run, phase: 'ending', until: at + END_MS, spent: false }, [{ do: 'crash' }]];
    case 'loading':
    case 'pausing': {
      const first: Trying = { ...run, deadline: at + run.order.loadTimeoutMs, tries: 0, complaint: null };
      return withStop([{ ...first, phase: 'pausing', until: at + FIRST_PAUSE_MS }, []]);
    }
  }
}

function gone(page: OrderedPage, reason: string, at: number): Step {
  // Between two tries there is only an error page to lose, and the next try brings a new renderer.
  if (page.phase === 'pausing') return [page, []];
  if (page.phase === 'ending') return again(page, page.spent, at);
  const [run, actions, spent] = count(page, `the page's process ended (${reason})`, at);
  const [next, more] = again(run, spent, at);
  return [next, [...actions, ...more]];
}

function tick(page: OrderedPage, at: number): Step {
  const dueAt = due(page);
  if (dueAt === null || at < dueAt) return [page, []];
  const late = at - dueAt;
  if (late > LATE_MS) return [postponed(page, late + LATE_MS), []];
  switch (page.phase) {
    case 'painting':
    case 'shown': {
      const why = silence(page, at);
      if (why !== null) return end(page, why, at);
      return page.phase === 'painting' ? blank(page, at) : [page, []];
    }
    case 'ending': {
      const [run, actions] = fatal(page, `the page's process does not end`);
      const [next, more] = load(run, at);
      return [next, [...actions, { do: 'open', order: page.order }, ...more]];
    }
    case 'loading':
      // The rest of it may come while it is seen.
      if (page.parsed) return paint(page, at);
      if (page.deadline !== null && at >= page.deadline) return overdue(page, page.complaint ?? 'still loading');
      return withStop(pause(page, 'no answer', at));
    case 'pausing':
      if (page.deadline !== null && at >= page.deadline) return overdue(page, page.complaint ?? 'still loading');
      return attempt(page, at);
  }
}

/** What it is silent about, if it is. */
function silence(page: OnScreen, at: number): string | null {
  if (frozenAt(page) <= at) return `the page has not moved for ${(page.order.pageTimeoutMs / 1000).toFixed(1)} s`;
  const broken = brokenAt(page.pledge);
  return broken !== null && broken <= at ? verdict(page.pledge, page.order, at) : null;
}

/** Ends the renderer of a page that is to be loaded anew. */
function end(page: Run, why: string, at: number): Step {
  const [run, actions, spent] = count(page, why, at);
  return [{ ...run, phase: 'ending', until: at + END_MS, spent }, [...actions, { do: 'crash' }]];
}

/** Counts a reload and tells it; after too many the supervisor has to help. */
function count(page: Run, why: string, at: number): readonly [Run, readonly PageAction[], spent: boolean] {
  const reloads = [...page.reloads.filter((begun) => at - begun < RELOADS_WITHIN_MS), at];
  const run: Run = { ...bare(page), reloads };
  if (reloads.length < RELOADS) return [run, [{ do: 'tell', state: 'reloading', message: why }], false];
  const [told, actions] = fatal(run, `${why}, for the ${reloads.length}th time within a minute`);
  return [told, [{ do: 'tell', state: 'failed', message: why }, ...actions], true];
}

/** After the renderer is gone: at once, or slowly when at once did not help. */
function again(page: Run, spent: boolean, at: number): Step {
  const [next, actions] = load(page, at);
  if (!spent || next.phase !== 'loading') return [next, [{ do: 'detach' }, ...actions]];
  return [{ ...tries(next), phase: 'pausing', until: at + SPENT_MS }, [{ do: 'detach' }]];
}

const isOnScreen = (page: OrderedPage): page is OnScreen => page.phase === 'painting' || page.phase === 'shown';
/** There is a document that may speak for itself. */
const isAlive = (page: OrderedPage): boolean => isOnScreen(page) || page.phase === 'loading';
