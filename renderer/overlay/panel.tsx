/**
 * What somebody sees who has signed in: the sentence and what to do about it, the services, actions, what happened lately, the machine.
 * While the supervisor is away the last state stays, dimmed, and nothing can be asked of it; it comes back by itself.
 */
import { useEffect, useRef } from 'react';
import { advise } from '../exhibit/advice.ts';
import type { Person } from '../exhibit/api.ts';
import { MachineFacts } from '../exhibit/machine-facts.tsx';
import { permissions } from '../exhibit/permissions.ts';
import { rowsOf } from '../exhibit/rows.ts';
import { Summary } from '../exhibit/summary.tsx';
import { why } from '../exhibit/tell.ts';
import { useEscape } from '../exhibit/use-escape.ts';
import { useReading } from '../exhibit/use-reading.ts';
import { clock } from '../parts/format.ts';
import { useNotices } from '../parts/notices.tsx';
import { useWords } from '../words/context.tsx';
import { fill, whole } from '../words/words.ts';
import { Actions } from './actions.tsx';
import { Footer } from './footer.tsx';
import { Incidents } from './incidents.tsx';
import { Services } from './services.tsx';
import { useVisit } from './visit.tsx';

const CLOSES_AFTER_MS = 60_000;
const OVERVIEW_EVERY_MS = 1_000;
const OTHERS_EVERY_MS = 10_000;
/** A restart of the supervisor is over long before. */
const AWAY_LONG_MS = 30_000;

export function Panel({ person }: { readonly person: Person }) {
  const words = useWords();
  const { api } = useVisit();
  const overview = useReading(api.overview, OVERVIEW_EVERY_MS);
  const machine = useReading(api.machine, OTHERS_EVERY_MS);
  const incidents = useReading(api.incidents, OTHERS_EVERY_MS);
  useEscape(api.close);

  const { value, problem } = overview;
  const sentence = value === null ? null : whole(value.sentence.text);
  useSentenceSaid(problem === null ? sentence : words.away, `${problem?.kind ?? ''} ${value?.status.state} ${value?.sentence.tone}`);

  const facts = [value?.title ?? null, machine.value?.addresses[0]?.address ?? null, person.name, version(machine.value)];
  const footer = <Footer facts={facts} closesAfterMs={CLOSES_AFTER_MS} />;
  if (value === null || sentence === null) {
    const text = problem === null ? words.loading : problem.kind === 'away' ? words.away : why(problem, words);
    return (
      <div className="panel">
        <main>
          <Summary tone="unknown" text={text} advice={null} />
        </main>
        {footer}
      </div>
    );
  }

  const advice = advise(value, person.role);
  const may = permissions(person.role);
  const away = problem !== null;
  return (
    <div className="panel" data-away={away}>
      <main>
        {away ? (
          <Summary
            tone="unknown"
            text={problem.kind !== 'away' ? why(problem, words) : Date.now() - overview.since > AWAY_LONG_MS ? words.awayLong : words.away}
            advice={fill(words.awayAdvice, { time: clock(new Date(overview.at)) })}
          />
        ) : (
          <Summary tone={value.sentence.tone} text={sentence} advice={words.advice[advice.key]} />
        )}
        <Services rows={rowsOf(value)} may={may} disabled={away} />
        {person.role !== 'view' && <Actions state={value.status.state} suggestion={advice.suggestion} may={may} disabled={away} />}
        <div className="records">
          {incidents.value !== null && <Incidents incidents={incidents.value.incidents} />}
          {machine.value !== null && <MachineFacts machine={machine.value} />}
        </div>
      </main>
      {footer}
    </div>
  );

  function version(document: typeof machine.value): string | null {
    return document === null ? null : fill(words.footer.version, { version: document.versions.invigil });
  }
}

/** A screen reader hears the sentence when what it is about changes, not with every second that it counts down. */
function useSentenceSaid(text: string | null, about: string): void {
  const { announce } = useNotices();
  const last = useRef('');
  useEffect(() => {
    if (text === null || last.current === about) return;
    last.current = about;
    announce(text);
  }, [announce, text, about]);
}
