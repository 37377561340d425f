/**
 * How an address is tried until its page is on the screen. Pure, a part of policy.ts: a try, the pause after one that failed, the page that
 * is put on the screen, and what is said when the time allowed for all that is over.
 */
import type { OrderedPage, Page, PageAction, Run, Step, Trying } from './page.ts';
import { none, renewed } from './pledge.ts';

/** The first pause between two tries of an address, and the longest: the page is back within a second of its server. */
export const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 500;
/** How long the first try may go unanswered; it doubles with each try, for servers that think long before they answer. */
const FIRST_PATIENCE_MS = 3000;
const BLANK = 'there is nothing to see on it';

/** A first try of the address. */
export function load(run: Run, at: number): Step {
  return attempt({ ...bare(run), deadline: run.fatal ? null : at + run.order.loadTimeoutMs, tries: 0, complaint: null }, at);
}

export function attempt(page: Trying, at: number): Step {
  const patience = at + Math.min(FIRST_PATIENCE_MS * 2 ** page.tries, Math.max(FIRST_PATIENCE_MS, page.order.loadTimeoutMs));
  const loading: Page = { ...tries(page), phase: 'loading', tries: page.tries + 1, parsed: false, patience, pledge: none };
  return [loading, [{ do: 'load', url: page.order.url }]];
}

export function pause(page: Trying, reason: string, at: number): Step {
  const until = at + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, page.tries - 1));
  const actions: PageAction[] = [{ do: 'detach' }];
  if (reason !== page.complaint) actions.push({ do: 'tell', state: 'failed', message: `${page.order.url}: ${reason}` });
  return [{ ...tries(page), phase: 'pausing', complaint: reason, until }, actions];
}

/** Its words are judged from here on: until now its time was that of the load. */
export function paint(page: Trying, at: number): Step {
  const trying: Trying = { ...tries(page), pledge: renewed(page.pledge, page.order, at) };
  const blankUntil = Math.max(page.deadline ?? at + page.order.loadTimeoutMs, at + page.order.pageTimeoutMs);
  return [{ ...trying, phase: 'painting', silentAt: at + page.order.pageTimeoutMs, blankUntil }, [{ do: 'attach' }]];
}

/** Not shown by its deadline: said once, and tried on. */
export function overdue<Kind extends Trying>(page: Kind, why: string): readonly [Kind, readonly PageAction[]] {
  const seconds = (page.order.loadTimeoutMs / 1000).toFixed(1);
  const [run, actions] = fatal(page, `${page.order.url} not shown within ${seconds} s: ${why}`);
  return [{ ...page, ...run, deadline: null }, actions];
}

export function blank(page: Extract<Page, { phase: 'painting' }>, at: number): Step {
  const [next, actions] = overdue(page, BLANK);
  const [pausing, more] = pause(next, BLANK, at);
  return [pausing, [...actions, ...more]];
}

export function fatal(page: Run, message: string): readonly [Run, readonly PageAction[]] {
  return [{ ...bare(page), fatal: true }, page.fatal ? [] : [{ do: 'fatal', message }]];
}

export function trying(page: OrderedPage, at: number): Trying {
  if (page.phase === 'loading' || page.phase === 'pausing' || page.phase === 'painting') return page;
  return { ...bare(page), deadline: page.fatal ? null : at + page.order.loadTimeoutMs, tries: 1, complaint: null };
}

export const bare = ({ order, reloads, fatal, pledge }: Run): Run => ({ order, reloads, fatal, pledge });
export const tries = ({ deadline, tries, complaint, ...run }: Trying): Trying => ({ ...bare(run), deadline, tries, complaint });
export const withStop = ([page, actions]: Step): Step => [page, [{ do: 'stop' }, ...actions]];
