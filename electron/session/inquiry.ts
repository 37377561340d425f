/**
 * A question that the world has to be asked again and again, as nothing tells when its answer changes.
 *
 * At most one asking is under way. While the answer is yes it is asked every 30 s: what depends on it ends when it is gone, and then
 * it is asked at once. Such an asking has 0.8 s, because an exit is forgiven when its condition goes within a second after it; that a
 * slow answer is then taken for none does no harm, as the next asking follows a second later.
 */
import type { OnVerdict, Verdict, Watch } from './watch.ts';

const WHILE_IT_HOLDS_MS = 30_000;
const HURRY_MS = 800;

export interface Question {
  /** Resolves soon after the signal aborts (nobody waits any longer), and never rejects. */
  readonly ask: (signal: AbortSignal) => Promise<Verdict>;
  /** Longest wait for an answer, in milliseconds. */
  readonly withinMs: number;
  /** From an answer of no to the next asking, after so many milliseconds of such answers. */
  readonly pauseMs: (lackingMs: number) => number;
}

/** Asks at once, and from then on until it is closed. */
export function inquire({ ask, withinMs, pauseMs }: Question, onVerdict: OnVerdict): Watch {
  let asking: AbortController | null = null;
  let timer: NodeJS.Timeout | undefined;
  let lackingSince: number | null = null;

  function begin(patienceMs: number): void {
    drop();
    const mine = new AbortController();
    asking = mine;
    timer = setTimeout(() => mine.abort(), patienceMs);
    void ask(mine.signal).then((verdict) => {
      if (asking === mine) answered(verdict);
    });
  }

  function answered(verdict: Verdict): void {
    drop();
    const now = performance.now();
    lackingSince = verdict.holds ? null : (lackingSince ?? now);
    const pause = lackingSince === null ? WHILE_IT_HOLDS_MS : pauseMs(now - lackingSince);
    timer = setTimeout(() => begin(withinMs), pause);
    onVerdict(verdict);
  }

  /** Neither the present asking nor the next one happens. */
  function drop(): void {
    clearTimeout(timer);
    const dropped = asking;
    asking = null;
    dropped?.abort();
  }

  begin(withinMs);
  return { look: () => begin(HURRY_MS), close: drop };
}
