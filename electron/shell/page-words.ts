/**
 * `window.invigil`: the words that a page says, as functions. Runs in the page's process, in the preload's own world, which the page
 * cannot reach; what it hands in is cut to size and counted here, so that a page that shouts costs itself and nobody else.
 *
 * Beats are collected: they go out as one with the next frame, twice a second, so that no flood of other words holds it
 * back; or before a `busy`, which it must not end.
 */
import { Gate } from './gate.ts';
import type { Word } from './word.ts';
import { CHECK_CHARACTERS, LABELS, NAME_CHARACTERS, TEXT_CHARACTERS, WORDS_PER_SECOND } from './word-limits.ts';

/** A word on its way: what is wrong with it is told in the main process, where it is judged anyway. */
export type Said = { readonly word: Word['word'] } & Readonly<Record<string, unknown>>;

interface Beat extends Said {
  readonly progress: number | undefined;
  readonly status: string | undefined;
  readonly message: string | undefined;
}

export interface PageWords {
  /** What the page gets. Values of any type come in. */
  readonly words: Readonly<Record<string, (...values: readonly unknown[]) => void>>;
  /** Sends the beat that waits. */
  flush(): void;
}

export function pageWords(send: (said: Said) => void, now: () => number): PageWords {
  const gate = new Gate(WORDS_PER_SECOND);
  let beat: Beat | null = null;
  let flooded = false;

  function flush(): void {
    if (beat !== null) send(beat);
    beat = null;
  }
  function say(said: Said): void {
    if (gate.pass(now())) {
      if (said.word === 'busy') flush();
      send(said);
    } else if (!flooded) {
      flooded = true;
      send({ word: 'flood' });
    }
  }
  function alive(signs: unknown): void {
    const { progress, status, message } = fields(signs);
    // What an earlier one of the same frame carried is not lost.
    beat = {
      word: 'beat',
      progress: count(progress) ?? beat?.progress,
      status: cut(status, NAME_CHARACTERS) ?? beat?.status,
      message: cut(message) ?? beat?.message,
    };
  }

  const words: PageWords['words'] = {
    beat: (signs) => alive(signs),
    progress: (progress) => alive({ progress }),
    ready: () => say({ word: 'ready' }),
    busy: (ms, why) => say({ word: 'busy', ms: count(ms), why: cut(why) }),
    health: (name, status, message) =>
      say({
        word: 'health',
        name: cut(name, NAME_CHARACTERS),
        status: cut(status, NAME_CHARACTERS),
        message: cut(message, CHECK_CHARACTERS),
      }),
    error(problem, options) {
      const { message, stack } = fields(problem);
      const what = cut(message ?? problem) ?? 'an error without a word';
      say({ word: 'error', message: what, traceback: cut(stack), fatal: fields(options).fatal === true });
    },
    metric: (name, value, labels) => say({ word: 'metric', name: cut(name, NAME_CHARACTERS), value: count(value), labels: marks(labels) }),
    request: (what) => say({ word: 'request', what: cut(what, NAME_CHARACTERS) }),
  };
  return { words, flush };
}

interface Fields {
  readonly progress?: unknown;
  readonly status?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly fatal?: unknown;
}

const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? value : {});

/** Only what has a plain text; an object or a function could do anything when it is asked for one. */
function cut(value: unknown, longest = TEXT_CHARACTERS): string | undefined {
  if (typeof value === 'string') return value.slice(0, longest);
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value).slice(0, longest) : undefined;
}

/** JSON and its kind know no infinity; what is no number at all is told as such. */
function count(value: unknown): number | undefined {
  if (typeof value === 'number') return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
  return typeof value === 'bigint' ? Number(value) : undefined;
}

function marks(labels: unknown): Record<string, string> {
  if (typeof labels !== 'object' || labels === null) return {};
  const kept = Object.entries(labels).slice(0, LABELS);
  return Object.fromEntries(kept.map(([name, mark]) => [name.slice(0, NAME_CHARACTERS), cut(mark, NAME_CHARACTERS) ?? '']));
}
