/**
 * The life of the page of one display, as types: what is seen of it, what can be done to it, and the states it is in, each with the
 * data that is legal in it. Times are milliseconds of the monotonic clock.
 */
import { brokenAt, type Pledge, shifted as shiftedPledge } from './pledge.ts';
import type { PageSettings } from './protocol.ts';

/** What the supervisor ordered to be shown. */
export interface Order {
  readonly url: string;
  readonly loadTimeoutMs: number;
  readonly pageTimeoutMs: number;
  /** For how long the progress count of a page may stand still. */
  readonly stallMs: number;
  /** How long a page may ask for patience: once, and in one stretch. */
  readonly busy: { readonly maxMs: number; readonly totalMs: number };
  readonly settings: PageSettings;
}

export type PageEvent =
  | { readonly type: 'show'; readonly order: Order }
  | { readonly type: 'hold' }
  /** A person wants the page to be loaded anew. */
  | { readonly type: 'refresh' }
  /** The server answered with a document that may be shown; outside a load of ours the page went there by itself. */
  | { readonly type: 'answered' }
  /** The document is there to its end; pictures and the like may still be on their way. */
  | { readonly type: 'parsed' }
  | { readonly type: 'loaded' }
  | { readonly type: 'load-failed'; readonly reason: string }
  /** The page's frame loop turned. `drawn`: there is something to see. */
  | { readonly type: 'frame'; readonly drawn: boolean }
  /** The page itself says that it lives; `progress` is its count, if it has one. */
  | { readonly type: 'beat'; readonly progress: number | null }
  | { readonly type: 'busy'; readonly forMs: number }
  /** The page asks to be loaded anew. */
  | { readonly type: 'ask'; readonly reason: string }
  /** A developer looks into the page: what it did until now is not judged. */
  | { readonly type: 'excused' }
  /** Nothing in the window is drawn, as on a screen that is switched off: no frame can be had from anybody. */
  | { readonly type: 'dark' }
  /** The renderer process is gone. */
  | { readonly type: 'gone'; readonly reason: string }
  | { readonly type: 'tick' };

export type PageAction =
  /** A fresh view instead of the one there is. */
  | { readonly do: 'open'; readonly order: Order }
  | { readonly do: 'load'; readonly url: string }
  /** Give up the load that is under way. */
  | { readonly do: 'stop' }
  /** Onto the screen, see-through: the holding page is seen until the page has drawn. */
  | { readonly do: 'attach' }
  /** The page has drawn: what the holding page says is not seen any more, only its colour where the page has no ground of its own. */
  | { readonly do: 'cover' }
  /** Take the view off the screen: the holding page shows. */
  | { readonly do: 'detach' }
  /** End the renderer; `gone` is the answer. */
  | { readonly do: 'crash' }
  | { readonly do: 'close' }
  | { readonly do: 'tell'; readonly state: 'shown' | 'held' | 'reloading' | 'failed'; readonly message?: string }
  | { readonly do: 'fatal'; readonly message: string };

export interface Run {
  readonly order: Order;
  /** When it was reloaded, as far as it still counts. */
  readonly reloads: readonly number[];
  readonly fatal: boolean;
  /** What its document promised by its own words. */
  readonly pledge: Pledge;
}

export interface Trying extends Run {
  /** Not shown by then is fatal; null: that was said. */
  readonly deadline: number | null;
  readonly tries: number;
  /** The failure that the supervisor was told of last. */
  readonly complaint: string | null;
}

export type Page =
  | { readonly phase: 'held' }
  /** `patience`: for the server's answer; of a document that is `parsed`, for the rest of it. */
  | (Trying & { readonly phase: 'loading'; readonly parsed: boolean; readonly patience: number | null })
  | (Trying & { readonly phase: 'pausing'; readonly until: number })
  /** On the screen, and nothing of it seen yet. `blankUntil`: given up by then. */
  | (Trying & { readonly phase: 'painting'; readonly silentAt: number; readonly blankUntil: number })
  | (Run & { readonly phase: 'shown'; readonly silentAt: number })
  | (Run & { readonly phase: 'ending'; readonly until: number; readonly spent: boolean });

/** A page whose frames and words are judged. */
export type OnScreen = Extract<Page, { readonly phase: 'painting' | 'shown' }>;

/** A page that was ordered. */
export type OrderedPage = Exclude<Page, { readonly phase: 'held' }>;

export type Step = readonly [Page, readonly PageAction[]];

export const held: Page = { phase: 'held' };

/** When `tick` is due; null: only an event moves this state. */
export function due(page: Page): number | null {
  switch (page.phase) {
    case 'held':
      return null;
    case 'loading':
      return earliest(page.deadline, page.patience);
    case 'pausing':
      return earliest(page.deadline, page.until);
    case 'painting':
      return earliest(page.blankUntil, earliest(frozenAt(page), brokenAt(page.pledge)));
    case 'shown':
      return earliest(frozenAt(page), brokenAt(page.pledge));
    case 'ending':
      return page.until;
  }
}

/** The same with every deadline later: for time in which this process did not run. */
export function postponed(page: OrderedPage, by: number): Page {
  switch (page.phase) {
    case 'loading':
      return { ...page, deadline: shifted(page.deadline, by), patience: shifted(page.patience, by) };
    case 'pausing':
      return { ...page, deadline: shifted(page.deadline, by), until: page.until + by };
    case 'painting':
      return { ...page, ...later(page, by), deadline: shifted(page.deadline, by), blankUntil: page.blankUntil + by };
    case 'shown':
      return { ...page, ...later(page, by) };
    case 'ending':
      return { ...page, until: page.until + by };
  }
}

/** When its frame loop will have stood still for too long. */
export const frozenAt = ({ silentAt, pledge }: OnScreen): number => Math.max(silentAt, pledge.busy?.until ?? silentAt);

const later = ({ silentAt, pledge }: OnScreen, by: number) => ({ silentAt: silentAt + by, pledge: shiftedPledge(pledge, by) });
const shifted = (time: number | null, by: number): number | null => (time === null ? null : time + by);
const earliest = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));
