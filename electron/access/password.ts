/** Passwords, typed on whatever keyboard: the same characters are the same password. */
import { isPinOf, makePinLine, type PinLine } from './pin-line.ts';

/** The line of a password, with a new salt. */
export function makePasswordLine(password: string): Promise<string> {
  return makePinLine(normal(password));
}

/** Whether it is this password; takes as long when it is not. */
export function isPasswordOf(line: PinLine, password: string): Promise<boolean> {
  return isPinOf(line, normal(password));
}

/** An umlaut may come as one character or as two, and a blank with what was copied. */
function normal(password: string): string {
  return password.normalize('NFKC').trim();
}
