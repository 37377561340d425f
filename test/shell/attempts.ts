/**
 * Attempts of a page to get out: scripts that it runs, by itself or when it is touched, and what came of each. What they find is told to
 * the page's server, so that an attempt that was never made is not taken for one that failed.
 */
import type { Exhibit } from './exhibit.ts';

export interface Attempt {
  /** For people: what is tried. */
  readonly way: string;
  /** Runs in the page, as the body of an asynchronous function. */
  readonly script: string;
  /** What it has to come to: its result as text, the name of its error, or `pending` when it does not end. */
  readonly outcome?: RegExp;
}

const LIBRARY = `
  window.attempt = async (number, act) => {
    let outcome;
    try { outcome = await Promise.race([act(), new Promise((late) => setTimeout(late, 1000, 'pending'))]); }
    catch (error) { outcome = error.name; }
    navigator.sendBeacon('/told', number + ' ' + outcome);
  };
  window.touched = [];
  addEventListener('click', () => { const next = touched.shift(); if (next) next(); }, true);
`;

/** In the pages that listen to this server. */
export class Attempts {
  readonly #exhibit: Exhibit;
  #number = 0;

  constructor(exhibit: Exhibit) {
    this.#exhibit = exhibit;
    exhibit.order(LIBRARY);
  }

  /** The page makes it now; or at its next click. Returns what came of it, when it is there. */
  begin({ script }: Attempt, when: 'now' | 'at a click' = 'now'): () => string | undefined {
    this.#number += 1;
    const number = this.#number;
    const call = `attempt(${number}, async () => { ${script} })`;
    this.#exhibit.order(when === 'now' ? call : `touched.push(() => ${call})`);
    return () => this.#exhibit.told.find((said) => said.startsWith(`${number} `))?.slice(`${number} `.length);
  }
}
