/**
 * The client for a page: `<script src="invigil.js"></script>`, and then `invigil.beat()` where the page draws. In a module:
 * `import './invigil.js'`, or `import { beat } from './invigil.mjs'`.
 *
 * - In Invigil's own display (a `url` service) the words are there already, and this file does nothing.
 * - In another browser, a `command` display, they go by HTTP to the address that the page was opened with: `?invigil=ADDRESS`, the
 *   value of INVIGIL_HTTP. It is remembered for the tab, so that the page may go on to others of its origin. Only an address of
 *   this machine is taken.
 * - Anywhere else every word does nothing and says nothing.
 *
 * A word never throws and never waits. No timer says that the page lives: it does, by calling `beat`. Beats are sent at most twice a
 * second, so that it may be called with each frame; of other words 50 a second. What cannot be sent at once is dropped.
 */
(() => {
  // An element of the page may have the name, too.
  if (typeof globalThis.invigil?.beat === 'function') return;

  const BEAT_MS = 500;
  const WORDS_PER_SECOND = 50;
  const TEXT_CHARACTERS = 2048;
  const CHECK_CHARACTERS = 256;
  const NAME_CHARACTERS = 64;
  const CHECKS = 50;
  /** JSON knows no infinity: nobody is more patient than a day. */
  const PATIENCE_MS = 86_400_000;
  const KEY = 'invigil';

  const door = findDoor();
  const checks = new Map();
  let beatAt = Number.NEGATIVE_INFINITY;
  /** The status of the beat that was sent last; null: the next beat must not wait. */
  let beatStatus = null;
  let left = WORDS_PER_SECOND;
  let filledAt = 0;

  const words = {
    beat(signs) {
      const { progress, status, message } = signs ?? {};
      const now = performance.now();
      const isDue = now - beatAt >= BEAT_MS;
      if (!isDue && status === beatStatus) return;
      beatAt = now;
      beatStatus = status;
      const beat = { type: 'beat', progress: count(progress), status: text(status, NAME_CHARACTERS), message: text(message) };
      if (isDue) send(beat);
      else say(beat);
    },
    progress: (n) => words.beat({ progress: n }),
    ready: () => say({ type: 'hello', v: 1, client: 'invigil-page', ready: true }),
    busy(ms, why) {
      // The beat after it ends it, however soon it comes.
      beatStatus = null;
      say({ type: 'busy', for_ms: Math.min(Math.max(0, Number(ms)), PATIENCE_MS), why: text(why) });
    },
    health(name, status, message) {
      const key = String(name).slice(0, NAME_CHARACTERS);
      const timestamp = new Date().toISOString();
      checks.delete(key);
      checks.set(key, { name: key, status: text(status, NAME_CHARACTERS), message: text(message, CHECK_CHARACTERS), timestamp });
      for (const oldest of checks.keys()) if (checks.size > CHECKS) checks.delete(oldest);
      say({ type: 'health', checks: [...checks.values()] });
    },
    error(problem, options) {
      const failed = problem instanceof Error;
      const message = text(failed ? problem.message || problem.name : problem) ?? 'an error without a word';
      say({ type: 'error', message, fatal: options?.fatal === true, traceback: failed ? text(problem.stack) : undefined });
    },
    metric(name, value, labels) {
      const given = typeof labels === 'object' && labels !== null ? Object.entries(labels) : [];
      const marks = given.map(([key, mark]) => [key, text(mark, NAME_CHARACTERS) ?? '']);
      say({ type: 'metric', name: String(name).slice(0, NAME_CHARACTERS), value: Number(value), labels: Object.fromEntries(marks) });
    },
    request(what) {
      if (what === 'restart') return words.error('asked for a restart', { fatal: true });
      throw new Error(`there is no request "${text(what, NAME_CHARACTERS)}"; known is "restart"`);
    },
  };

  globalThis.invigil = Object.freeze(Object.fromEntries(Object.entries(words).map(([name, word]) => [name, harmless(word)])));

  /** The same word, which does nothing without an address, and cannot throw. */
  function harmless(word) {
    if (door === null) return () => undefined;
    return (...values) => {
      try {
        word(...values);
      } catch (failure) {
        console.warn(`invigil: ${failure}`);
      }
    };
  }

  function send(message) {
    // It goes out behind the page's back, holds up to 64 KiB, and takes nothing more then.
    navigator.sendBeacon(door, JSON.stringify(message));
  }

  /** So many in a second; a beat that is due is not held back by other words. */
  function say(message) {
    const now = performance.now();
    left = Math.min(WORDS_PER_SECOND, left + ((now - filledAt) / 1000) * WORDS_PER_SECOND);
    filledAt = now;
    if (left < 1) return;
    left -= 1;
    send(message);
  }

  /** The address to post to; null: there is none. */
  function findDoor() {
    const given = typeof location === 'undefined' ? null : new URLSearchParams(location.search).get(KEY);
    try {
      if (given !== null && isOfThisMachine(given)) sessionStorage.setItem(KEY, given);
      const kept = sessionStorage.getItem(KEY);
      return kept !== null && isOfThisMachine(kept) ? kept : null;
    } catch {
      // A page without an origin of its own, or not a page at all: nothing can be remembered here.
      return given !== null && isOfThisMachine(given) ? given : null;
    }
  }

  /** Whoever sends the visitor a link must not learn what the page says. */
  function isOfThisMachine(address) {
    try {
      const { protocol, hostname } = new URL(address);
      return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
    } catch {
      return false;
    }
  }

  function text(value, longest = TEXT_CHARACTERS) {
    return value === undefined || value === null ? undefined : String(value).slice(0, longest);
  }

  function count(value) {
    return value === undefined || value === null ? undefined : Number(value);
  }
})();
