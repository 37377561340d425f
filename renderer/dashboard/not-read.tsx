import { why } from '../exhibit/tell.ts';
import type { Reading } from '../exhibit/use-reading.ts';
import { useWords } from '../words/context.tsx';
import { fill } from '../words/words.ts';

/** In place of a document that is not there: that it comes, or why it does not. Nothing once it was read. */
export function NotRead({ reading: { value, problem } }: { readonly reading: Pick<Reading<unknown>, 'value' | 'problem'> }) {
  const words = useWords();
  if (value !== null) return null;
  const text = problem === null ? words.loading : fill(words.dashboard.notRead, { why: why(problem, words) });
  return (
    <p className="quiet" role="status">
      {text}
    </p>
  );
}
