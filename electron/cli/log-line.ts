/** One line of a log as people read it, and as programs do. Pure. */
import type { LogLine } from '../log/read.ts';
import { shownLine } from '../log/shown.ts';
import { readStructured } from '../log/structured.ts';
import { plainText } from '../log/text.ts';
import type { Look } from './terminal.ts';

/** Room for most names, so that the text of different services stands in one column. */
const NAME_WIDTH = 10;

export function logLineText({ time, service, stream, text }: LogLine, look: Look): string {
  const name = service.padEnd(NAME_WIDTH);
  // Invigil's own marks between the lines of a service are told apart from them.
  const said = stream === 'inv' ? look.dim(`-- ${plainText(text)}`) : shownLine(text, look.colours);
  return `${look.dim(localTime(time))}  ${name}  ${said}`;
}

/** `fields` only where the text is a line of JSON: the whole object. */
export function logLineJson({ text, ...line }: LogLine): string {
  const plain = plainText(text);
  return JSON.stringify({ ...line, text: plain, fields: readStructured(plain)?.fields });
}

/** `2026-11-21 15:00:00.123` where the reader is. */
function localTime(time: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return `${date} ${clock}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
