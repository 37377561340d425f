import { useState } from 'react';
import { why } from '../exhibit/tell.ts';
import type { Told } from '../parts/act.ts';
import { ActButton } from '../parts/act-button.tsx';
import { reveal } from '../parts/reveal.ts';
import { useWords } from '../words/context.tsx';
import { fill } from '../words/words.ts';
import { useVisit } from './visit.tsx';

interface Taken {
  readonly file: string;
  /** A `data:` address; null: it is kept, and could not be read again. */
  readonly picture: string | null;
}

/** Takes a picture of what visitors see below the overlay, and shows it small with the name under which it is kept. */
export function Screenshot({ disabled }: { readonly disabled: boolean }) {
  const words = useWords();
  const { api, service } = useVisit();
  const [taken, setTaken] = useState<Taken | null>(null);

  async function ask(): Promise<Told> {
    const kept = await api.takeScreenshot(service);
    if (!kept.ok) return { ok: false, why: why(kept.problem, words) };
    const { file } = kept.value;
    const picture = await api.screenshot(file);
    setTaken({ file, picture: picture.ok ? picture.value : null });
    return { ok: true, text: words.outcome.pictured };
  }

  return (
    <>
      <ActButton icon="camera" label={words.actions.screenshot} ask={ask} disabled={disabled} />
      {taken !== null && (
        <figure ref={reveal} className="taken">
          {taken.picture !== null && <img src={taken.picture} alt={words.outcome.picture} />}
          <figcaption>{fill(words.remarks.pictureKept, { file: taken.file })}</figcaption>
        </figure>
      )}
    </>
  );
}
