/** A moment: how long ago it was, and on touch or under the mouse when exactly, in the exhibit's time. */
import { useState } from 'react';
import { useNow } from '../parts/now.ts';
import { useZone } from '../parts/zone.ts';
import { useWords } from '../words/context.tsx';
import { ago, exactly } from './ago.ts';

/** As it stands in running text or in something that is touched as a whole. */
export function Ago({ at }: { readonly at: number }) {
  const words = useWords();
  const zone = useZone();
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={exactly(at, now, words, zone)}>
      {ago(at, now, words)}
    </time>
  );
}

/** By itself: a touch turns it into the exact time, another one back. */
export function When({ at }: { readonly at: number }) {
  const words = useWords();
  const zone = useZone();
  const now = useNow();
  const [exact, setExact] = useState(false);
  const texts = [ago(at, now, words), exactly(at, now, words, zone)] as const;
  return (
    <button type="button" className="when" title={texts[1]} onClick={() => setExact(!exact)}>
      <time dateTime={new Date(at).toISOString()}>{exact ? texts[1] : texts[0]}</time>
    </button>
  );
}
