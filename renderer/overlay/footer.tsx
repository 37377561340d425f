import { useCallback } from 'react';
import { clock, countdown } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { useNow } from '../parts/now.ts';
import { Ring } from '../parts/ring.tsx';
import { useWords } from '../words/context.tsx';
import { fill } from '../words/words.ts';
import { useRest } from './use-rest.ts';
import { useVisit } from './visit.tsx';

interface Props {
  /** What stands beside the time; null: not known yet. */
  readonly facts: readonly (string | null)[];
  /** After how long untouched it closes, milliseconds. */
  readonly closesAfterMs: number;
}

/** The bottom of every page: facts, the time, and the way out with the ring that runs down to it. */
export function Footer({ facts, closesAfterMs }: Props) {
  const words = useWords();
  const { api } = useVisit();
  const close = useCallback(() => api.close(), [api]);
  const ring = useRest(closesAfterMs, close);
  const time = clock(new Date(useNow()));
  return (
    <footer className="footer">
      <ul className="facts">{facts.map((fact) => fact !== null && <li key={fact}>{fact}</li>)}</ul>
      <time className="time">{time}</time>
      <button
        type="button"
        className="close"
        aria-label={words.footer.close}
        title={fill(words.footer.closesIn, { duration: countdown(ring.leftMs) })}
        onClick={close}
      >
        <Ring part={ring.part} />
        <Icon name="cross" />
      </button>
    </footer>
  );
}
