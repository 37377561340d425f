/**
 * The program lives: to be called in every turn of the loop that does its work. The first beat says that it is ready, too.
 * @param {Beat} [signs]
 * @returns {void}
 */
export function beat(signs?: Beat): void;
/**
 * A beat with a count that moves only when real work was done, such as the frames that were computed.
 * @param {number} n
 * @returns {void}
 */
export function progress(n: number): void;
/**
 * The program does its work for the first time. Not needed by one that beats.
 * @returns {void}
 */
export function ready(): void;
/**
 * Patience, please: until the next beat, at most `ms` milliseconds, and within `busy` of the exhibit file.
 * @param {number} ms
 * @param {string} [why] In a few words.
 * @returns {void}
 */
export function busy(ms: number, why?: string): void;
/**
 * One named observation. The last one of each name is kept, and all of them are sent together.
 * @param {string} name
 * @param {Status} status
 * @param {string} [message] In a few words.
 * @returns {void}
 */
export function health(name: string, status: Status, message?: string): void;
/**
 * Something failed. With `fatal: true` the program asks to be restarted.
 * @param {unknown} problem A text, or an Error, whose stack goes with it.
 * @param {{ fatal?: boolean }} [options]
 * @returns {void}
 */
export function error(
  problem: unknown,
  options?: {
    fatal?: boolean;
  },
): void;
/**
 * A number to remember.
 * @param {string} name
 * @param {number} value
 * @param {Record<string, string | number | boolean>} [labels]
 * @returns {void}
 */
export function metric(name: string, value: number, labels?: Record<string, string | number | boolean>): void;
/**
 * Asks Invigil for something: "restart" is a restart of this program.
 * @param {'restart'} what
 * @returns {void}
 */
export function request(what: 'restart'): void;
export type Status = 'healthy' | 'warning' | 'error' | 'fatal' | 'unknown';
export type Beat = {
  /**
   * A count that moves only when real work was done; standing still for `heartbeat.stall` counts as a freeze.
   */
  progress?: number | undefined;
  /**
   * How well the program is.
   */
  status?: Status | undefined;
  /**
   * What it is doing, in a few words.
   */
  message?: string | undefined;
};
