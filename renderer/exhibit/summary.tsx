import { useEffect, useRef } from 'react';
import type { Tone } from '../../electron/documents/overview.ts';
import { Shape } from '../parts/shape.tsx';
import { useWords } from '../words/context.tsx';

interface Props {
  readonly tone: Tone;
  readonly text: string;
  /** What the reader can do; null: nothing is known. */
  readonly advice: string | null;
}

/** Is it all right, and what can be done: the first thing on the screen and the first that is read out. */
export function Summary({ tone, text, advice }: Props) {
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <header className="summary">
      <Shape tone={tone} name={words.tones[tone]} />
      <h1 ref={heading} tabIndex={-1}>
        {text}
      </h1>
      {advice !== null && <p>{advice}</p>}
    </header>
  );
}
