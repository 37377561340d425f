/**
 * What happens to the page of one display. Pure: no clock, no Electron. `step` takes what was seen, with its monotonic time
 * in milliseconds, and says what to do; `due` (page.ts) says when to be asked again though nothing was seen.
 *
 * Invariants
 * - Above the holding page there is only a view whose document was loaded with a good status. Everything else (an address that
 *   does not answer, an error page, a dead renderer) is met with the holding page.
 * - A renderer that is to be ended is awaited before anything is loaded again: loading in the same breath leaves an empty view.
 * - `fatal` is said once for each order. After it the page is still tried, slowly: the shell is replaced by its supervisor,
 *   and while that is paused the page may come back by itself.
 * - A page is held to what it promises: by its frame loop always, by its own beats once it has beaten (pledge.ts). `busy` bears
 *   the silence of both. A new document has promised nothing.
 * - Time in which this process itself did not run is nobody's silence.
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
import { beaten, busy, none, renewed, verdict } from './pledge.ts';

/** The first pause between two tries of an address, and the longest: it doubles from one to the other. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 1000;
/** How long the first try may go unanswered; it doubles with each try, for servers that think long before they answer. */
const FIRST_PATIENCE_MS = 3000;
/** So many reloads within this time are more than a reload can mend. */
const RELOADS = 3;
const RELOADS_WITHIN_MS = 60_000;
/** How long a renderer may take to be gone after it was killed. */
const END_MS = 2000;
/** A timer that comes later than this shows that this process did not run: deadlines move by as much. */
const LATE_MS = 500;

export function step(page: Page, event: PageEvent, at: number): Step {
  if (event.type === 'show') {
    const [next, actions] = load({ order: event.order, reloads: [], fatal: false, pledge: none }, at);
    return [next, [{ do: 'open' }, ...actions]];
  }
  if (page.phase === 'held') return [page, event.type === 'hold' ? [{ do: 'tell', state: 'held' }] : []];
  switch (event.type) {
    case 'hold':
      return [held, [{ do: 'close' }, { do: 'tell', state: 'held' }]];
    case 'answered':
      return [{ ...page, ...(page.phase === 'loading' ? { patience: null } : {}), pledge: none }, []];
    case 'loaded':
      return page.phase === 'loading' ? paint(page, at) : [page, []];
    case 'load-failed':
      return page.phase === 'pausing' || page.phase === 'ending' ? [page, []] : pause(trying(page, at), event.reason, at);
    case 'frame':
      return frame(page, at);
    case 'beat':
      return isAlive(page) ? [{ ...page, pledge: beaten(page.pledge, page.order, at, event.progress) }, []] : [page, []];
    case 'busy':
      return isAlive(page) ? [{ ...page, pledge: busy(page.pledge, page.order, at, event.forMs) }, []] : [page, []];
    case 'ask':
      return isAlive(page) ? end(page, event.reason, at) : [page, []];
    case 'excused':
      return frame({ ...page, pledge: renewed(page.pledge, page.order, at) }, at);
    case 'gone':
      return gone(page, event.reason, at);
    case 'tick':
      return tick(page, at);
  }
}

function frame(page: OrderedPage, at: number): Step {
  if (!isOnScreen(page)) return [page, []];
  const shown: Page = { ...page, phase: 'shown', silentAt: at + page.order.pageTimeoutMs };
  return [shown, page.phase === 'painting' ? [{ do: 'tell', state: 'shown' }] : []];
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
      const stands = `the page has not moved for ${(page.order.pageTimeoutMs / 1000).toFixed(1)} s`;
      return end(page, frozenAt(page) <= at ? stands : verdict(page.pledge, page.order, at), at);
    }
    case 'ending': {
      const [run, actions] = fatal(page, `the page's process does not end`);
      const [next, more] = load(run, at);
      return [next, [...actions, { do: 'open' }, ...more]];
    }
    case 'loading':
    case 'pausing':
      if (page.deadline !== null && at >= page.deadline) {
        const seconds = (page.order.loadTimeoutMs / 1000).toFixed(1);
        const [run, actions] = fatal(page, `${page.order.url} not shown within ${seconds} s: ${page.complaint ?? 'still loading'}`);
        return [{ ...page, ...run, deadline: null }, actions];
      }
      if (page.phase === 'pausing') return attempt(page, at);
      return withStop(pause(page, 'no answer', at));
  }
}

/** Ends the renderer of a page that is to be loaded anew. */
function end(page: Run, why: string, at: number): Step {
  const [run, actions, spent] = count(page, why, at);
  return [{ ...run, phase: 'ending', until: at + END_MS, spent }, [...actions, { do: 'crash' }]];
}

/** A first try of the address. */
function load(run: Run, at: number): Step {
  return attempt({ ...bare(run), deadline: run.fatal ? null : at + run.order.loadTimeoutMs, tries: 0, complaint: null }, at);
}

function attempt(page: Trying, at: number): Step {
  const patience = at + FIRST_PATIENCE_MS * 2 ** page.tries;
  return [{ ...tries(page), phase: 'loading', tries: page.tries + 1, patience, pledge: none }, [{ do: 'load', url: page.order.url }]];
}

function pause(page: Trying, reason: string, at: number): Step {
  const until = at + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, page.tries - 1));
  const actions: PageAction[] = [{ do: 'detach' }];
  if (reason !== page.complaint) actions.push({ do: 'tell', state: 'failed', message: `${page.order.url}: ${reason}` });
  return [{ ...tries(page), phase: 'pausing', complaint: reason, until }, actions];
}

/** Its words are judged from here on: until now its time was that of the load. */
function paint(page: Run, at: number): Step {
  const run: Run = { ...bare(page), pledge: renewed(page.pledge, page.order, at) };
  return [{ ...run, phase: 'painting', silentAt: at + page.order.pageTimeoutMs }, [{ do: 'attach' }]];
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
  return [{ ...tries(next), phase: 'pausing', until: at + LONGEST_PAUSE_MS }, [{ do: 'detach' }]];
}

function fatal(page: Run, message: string): readonly [Run, readonly PageAction[]] {
  return [{ ...bare(page), fatal: true }, page.fatal ? [] : [{ do: 'fatal', message }]];
}

function trying(page: OrderedPage, at: number): Trying {
  if (page.phase === 'loading' || page.phase === 'pausing') return page;
  return { ...bare(page), deadline: page.fatal ? null : at + page.order.loadTimeoutMs, tries: 1, complaint: null };
}

const isOnScreen = (page: OrderedPage): page is OnScreen => page.phase === 'painting' || page.phase === 'shown';
/** There is a document that may speak for itself. */
const isAlive = (page: OrderedPage): boolean => isOnScreen(page) || page.phase === 'loading';
const bare = ({ order, reloads, fatal, pledge }: Run): Run => ({ order, reloads, fatal, pledge });
const tries = ({ deadline, tries, complaint, ...run }: Trying): Trying => ({ ...bare(run), deadline, tries, complaint });
const withStop = ([page, actions]: Step): Step => [page, [{ do: 'stop' }, ...actions]];
