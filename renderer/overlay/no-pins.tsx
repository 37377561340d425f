import { useEffect, useRef } from 'react';
import type { Pad } from '../../electron/documents/sign-in.ts';
import { Shape } from '../parts/shape.tsx';
import { useWords } from '../words/context.tsx';
import { whole } from '../words/words.ts';

/** Nobody can sign in: whether all is well, and how to set a PIN. */
export function NoPins({ document: { sentence } }: { readonly document: Pad }) {
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section className={`no-pins ${sentence?.tone ?? 'unknown'}`} aria-label={words.pad.noPins}>
      {sentence !== undefined && <Shape tone={sentence.tone} name={words.tones[sentence.tone]} />}
      <h1 ref={heading} tabIndex={-1}>
        {sentence === undefined ? words.pad.noPins : whole(sentence.text)}
      </h1>
      {sentence !== undefined && <p>{words.pad.noPins}</p>}
      <p>
        {words.pad.setOne} <code>invigil pin floor</code>
      </p>
    </section>
  );
}
