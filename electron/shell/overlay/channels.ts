/** Between the overlay's page and the shell: the names of the messages, and what goes along. */
import type { Way } from '../../documents/bridge.ts';

/** The page asks and gets an answer. */
export const ASK = 'overlay-ask';
/** The page has drawn, while the overlay is open. */
export const DRAWN = 'overlay-drawn';
/** To the page, with an `Opened`. */
export const OPENED = 'overlay-opened';
export const CLOSED = 'overlay-closed';

export interface Opened {
  readonly way: Way;
  readonly locale: string;
  readonly service: string;
}
