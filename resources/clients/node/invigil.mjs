/**
 * The client for Node 18 and later: `import { beat } from 'invigil/client'`. These three files need nothing else, and may be
 * copied beside a program.
 *
 * A program says what it does, from the loop that does it: no timer here ever says that it lives.
 *
 * - Outside Invigil every word does nothing and says nothing.
 * - A word never throws, never waits and never keeps the process from ending. What cannot be sent at once is dropped.
 * - What goes wrong is told once, on stderr: the log of the service.
 *
 *   zmtp      messages over ZeroMQ's wire protocol (INVIGIL_ENDPOINT), for every kind of heartbeat but:
 *   notify    systemd's datagrams (NOTIFY_SOCKET), for `heartbeat = { kind = "notify" }`
 *
 * Numbers: beats are sent at most once in the interval of the exhibit file (1 s), so that `beat` may be called 60 times a second;
 * the last 50 checks are kept; a text is cut at 8192 characters, the message of a check at 1024, a name at 128, so that a message
 * stays within its 64 KiB.
 */
import { connectNotify } from './notify.mjs';
import { connectZmtp } from './zmtp.mjs';

/**
 * @typedef {'healthy' | 'warning' | 'error' | 'fatal' | 'unknown'} Status
 *
 * @typedef {object} Beat
 * @property {number} [progress] A count that moves only when real work was done; standing still for `heartbeat.stall` counts as a freeze.
 * @property {Status} [status] How well the program is.
 * @property {string} [message] What it is doing, in a few words.
 */

const TEXT_CHARACTERS = 8192;
const CHECK_CHARACTERS = 1024;
const NAME_CHARACTERS = 128;
const CHECKS = 50;
/** JSON knows no infinity: nobody is more patient than a day. */
const PATIENCE_MS = 86_400_000;
/** Different complaints that are told in one run. */
const COMPLAINTS = 20;

/** Undefined until the first word; null outside Invigil. @type {import('./zmtp.mjs').Line | null | undefined} */
let line;
let sentAt = Number.NEGATIVE_INFINITY;
/** The status of the beat that was sent last; null: the next beat must not wait. @type {Status | undefined | null} */
let sentStatus = null;
/** @type {Map<string, { name: string, status: string, message: string | null, timestamp: string }>} */
const checks = new Map();
/** @type {Set<string>} */
const complaints = new Set();

/**
 * The program lives: to be called in every turn of the loop that does its work. The first beat says that it is ready, too.
 * @param {Beat} [signs]
 * @returns {void}
 */
export function beat(signs) {
  say('beat', (to) => {
    const { progress, status, message } = signs ?? {};
    const now = performance.now();
    if (now - sentAt < to.intervalMs && status === sentStatus) return;
    sentAt = now;
    sentStatus = status;
    to.send({ type: 'beat', progress: count(progress), status: text(status, NAME_CHARACTERS), message: text(message) });
  });
}

/**
 * A beat with a count that moves only when real work was done, such as the frames that were computed.
 * @param {number} n
 * @returns {void}
 */
export function progress(n) {
  beat({ progress: n });
}

/**
 * The program does its work for the first time. Not needed by one that beats.
 * @returns {void}
 */
export function ready() {
  say('ready', (to) => to.send({ ...HELLO, ready: true }));
}

/**
 * Patience, please: until the next beat, at most `ms` milliseconds, and within `busy` of the exhibit file.
 * @param {number} ms
 * @param {string} [why] In a few words.
 * @returns {void}
 */
export function busy(ms, why) {
  say('busy', (to) => {
    // The beat after it ends it, however soon it comes.
    sentStatus = null;
    to.send({ type: 'busy', for_ms: Math.min(Math.max(0, Number(ms)), PATIENCE_MS), why: text(why) });
  });
}

/**
 * One named observation. The last one of each name is kept, and all of them are sent together.
 * @param {string} name
 * @param {Status} status
 * @param {string} [message] In a few words.
 * @returns {void}
 */
export function health(name, status, message) {
  say('health', (to) => {
    const key = String(name).slice(0, NAME_CHARACTERS);
    checks.delete(key);
    checks.set(key, {
      name: key,
      status: String(status).slice(0, NAME_CHARACTERS),
      message: text(message, CHECK_CHARACTERS) ?? null,
      timestamp: new Date().toISOString(),
    });
    for (const oldest of checks.keys()) if (checks.size > CHECKS) checks.delete(oldest);
    to.send({ type: 'health', checks: [...checks.values()] });
  });
}

/**
 * Something failed. With `fatal: true` the program asks to be restarted.
 * @param {unknown} problem A text, or an Error, whose stack goes with it.
 * @param {{ fatal?: boolean }} [options]
 * @returns {void}
 */
export function error(problem, options) {
  say('error', (to) => {
    const failed = problem instanceof Error;
    const message = text(failed ? problem.message || problem.name : problem) ?? 'an error without a word';
    to.send({ type: 'error', message, fatal: options?.fatal === true, traceback: failed ? text(problem.stack) : undefined });
  });
}

/**
 * A number to remember.
 * @param {string} name
 * @param {number} value
 * @param {Record<string, string | number | boolean>} [labels]
 * @returns {void}
 */
export function metric(name, value, labels) {
  say('metric', (to) => {
    const given = typeof labels === 'object' && labels !== null ? Object.entries(labels) : [];
    const marks = given.map(([key, mark]) => [key, text(mark, NAME_CHARACTERS) ?? '']);
    to.send({ type: 'metric', name: String(name).slice(0, NAME_CHARACTERS), value: Number(value), labels: Object.fromEntries(marks) });
  });
}

/**
 * Asks Invigil for something: "restart" is a restart of this program.
 * @param {'restart'} what
 * @returns {void}
 */
export function request(what) {
  if (what === 'restart') error('asked for a restart', { fatal: true });
  else say('request', () => complain(`there is no request "${text(what, NAME_CHARACTERS)}"; known is "restart"`));
}

const HELLO = { type: 'hello', v: 1, client: 'invigil-node' };

/** @param {string} word @param {(to: import('./zmtp.mjs').Line) => void} act */
function say(word, act) {
  try {
    if (line === undefined) {
      line = connect(process.env);
      line?.send(HELLO);
    }
    if (line !== null) act(line);
  } catch (failure) {
    complain(`${word}: ${failure instanceof Error ? failure.message : String(failure)}`);
  }
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {import('./zmtp.mjs').Line | null}
 */
function connect({ INVIGIL_SERVICE: service, INVIGIL_INSTANCE: instance, INVIGIL_ENDPOINT, NOTIFY_SOCKET, WATCHDOG_USEC }) {
  // Without these it is systemd's own NOTIFY_SOCKET, and none of our concern.
  if (!service || !instance) return null;
  const about = { service, instance, complain };
  if (NOTIFY_SOCKET) return connectNotify({ ...about, path: NOTIFY_SOCKET, timeoutMs: Number(WATCHDOG_USEC) / 1000 });
  return INVIGIL_ENDPOINT ? connectZmtp({ ...about, endpoint: INVIGIL_ENDPOINT }) : null;
}

/** The same thing once. @param {string} words */
function complain(words) {
  if (complaints.has(words) || complaints.size >= COMPLAINTS) return;
  complaints.add(words);
  console.error(`invigil: ${words}`);
}

/** @param {unknown} value @param {number} [longest] */
function text(value, longest = TEXT_CHARACTERS) {
  return value === undefined || value === null ? undefined : String(value).slice(0, longest);
}

/** @param {unknown} value */
function count(value) {
  return value === undefined || value === null ? undefined : Number(value);
}
