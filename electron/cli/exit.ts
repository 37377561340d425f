/** Exit statuses (contract 6), and the one kind of error that a command ends with. */

export const EXIT = {
  done: 0,
  /** Asked and failed, or problems found. */
  failed: 1,
  usage: 64,
  notRunning: 69,
  /** A bug in Invigil. */
  bug: 70,
  notAllowed: 77,
  wrongFile: 78,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command: the message says what happened, what it means, and what to do, in that order. */
export class CliError extends Error {
  readonly exit: ExitStatus;

  constructor(exit: ExitStatus, message: string) {
    super(message);
    this.exit = exit;
  }
}
