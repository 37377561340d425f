/** A message as ntfy has it. Pure. */
import type { AlertLevel } from '../../../config/exhibit.ts';
import type { Message } from '../../message.ts';

export interface Publication {
  readonly title: string;
  readonly message: string;
  /** 5: rings through; 3: as usual; 2: without a sound; 1: unseen until one looks. */
  readonly priority: 1 | 2 | 3 | 4 | 5;
  /** Short codes of emoji, which stand before the title. */
  readonly tags: readonly string[];
  /** Where a tap on it leads; left out: nowhere. */
  readonly click?: string;
  /** What has the same takes its place; null: it stands alone. */
  readonly sequence: string | null;
  /** `10m`: arrives so much later; null: at once. */
  readonly delay: string | null;
}

/**
 * From 4096 bytes on the server would make a file of it, or refuse it; with title and all the rest, phones get at most 4000 bytes over
 * Google's and Apple's ways. The whole request may have twice as much: JSON makes some characters longer.
 */
const MOST_BYTES = 3_400;
const MOST_JSON_BYTES = 6_000;
const MOST_TITLE = 200;

const PRIORITIES: Readonly<Record<AlertLevel, 2 | 3 | 4 | 5>> = { info: 2, warning: 3, error: 4, fatal: 5 };
const EMOJI: Readonly<Record<AlertLevel, string>> = {
  info: 'information_source',
  warning: 'warning',
  error: 'red_circle',
  fatal: 'rotating_light',
};

export function publicationOf({ id, thread, act, level, exhibit, title, text, logTail, link }: Message): Publication {
  const isOver = act === 'clear';
  return {
    title: shortened(`${exhibit.title}: ${title}`.replace(/\s+/g, ' '), MOST_TITLE),
    message: withTail(text, logTail),
    // Good news wakes nobody.
    priority: isOver ? 2 : PRIORITIES[level],
    tags: [isOver ? 'white_check_mark' : EMOJI[level]],
    ...(link === null ? {} : { click: link }),
    // A second try of what stands alone takes the place of the first, too.
    sequence: act === 'note' ? id : thread,
    delay: null,
  };
}

/** The text, then as many of the newest lines of the log as there is room for: whole ones. */
function withTail(text: string, tail: readonly string[]): string {
  let whole = cut(text);
  const kept: string[] = [];
  for (const line of tail.toReversed()) {
    const longer = [text, '', line, ...kept].join('\n');
    if (!fits(longer)) break;
    kept.unshift(line);
    whole = longer;
  }
  return whole;
}

function fits(text: string): boolean {
  return Buffer.byteLength(text) <= MOST_BYTES && Buffer.byteLength(JSON.stringify(text)) <= MOST_JSON_BYTES;
}

function cut(text: string): string {
  if (fits(text)) return text;
  const characters = Array.from(text);
  let [least, most] = [0, characters.length];
  const short = (length: number) => `${characters.slice(0, length).join('')}…`;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(short(middle))) least = middle;
    else most = middle - 1;
  }
  return short(least);
}

function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
