/** Tries whether alerts arrive: a message of no importance to everybody who is told, and who took it. */
import { useState } from 'react';
import { type AlertTest, alertTestSchema } from '../../electron/documents/alerts.ts';
import { translate } from '../../electron/documents/words/translate.ts';
import type { Told } from '../parts/act.ts';
import { ActButton } from '../parts/act-button.tsx';
import { duration } from '../parts/format.ts';
import { reveal } from '../parts/reveal.ts';
import { useWords } from '../words/context.tsx';
import { fill } from '../words/words.ts';
import { useExhibit } from './api.ts';
import { why } from './tell.ts';

interface Props {
  readonly disabled: boolean;
  /** There is something new to be read of what was sent. */
  readonly tested?: () => void;
}

export function TestAlert({ disabled, tested }: Props) {
  const words = useWords();
  const api = useExhibit();
  const [results, setResults] = useState<AlertTest['receivers']>([]);
  const { alerts: texts } = words.dashboard;
  async function ask(): Promise<Told> {
    const answer = await api.command('test-alert', {});
    tested?.();
    if (!answer.ok) return { ok: false, why: why(answer.problem, words) };
    const read = alertTestSchema.safeParse(answer.value);
    if (!read.success) return { ok: false, why: words.outcome.unreadable };
    const { receivers } = read.data;
    setResults(receivers);
    if (receivers.length === 0) return { ok: false, why: texts.none };
    const all = receivers.every(({ outcome }) => outcome === 'delivered');
    return all ? { ok: true, text: texts.tested } : { ok: false, why: texts.testFailed };
  }
  return (
    <>
      <ActButton icon="bell" label={texts.test} ask={ask} disabled={disabled} />
      {results.length > 0 && (
        <ul ref={reveal} className="results" aria-label={texts.results}>
          {results.map(({ name, outcome, detail, took_ms }) => (
            <li key={name}>
              <strong>{name}</strong>{' '}
              {outcome === 'delivered'
                ? fill(texts.took, { duration: duration(took_ms, words.language) })
                : fill(texts.tookNot, { why: detail === null ? words.dashboard.graphs.unknown : translate(detail, words) })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
