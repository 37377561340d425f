/**
 * The first page: the PIN pad, always at the same place, and beside it what needs no PIN. Without any PIN set it is one colour, one
 * sentence and how to set one.
 */
import { useEffect, useReducer } from 'react';
import type { Person } from '../exhibit/api.ts';
import { why } from '../exhibit/tell.ts';
import { useEscape } from '../exhibit/use-escape.ts';
import { useReading } from '../exhibit/use-reading.ts';
import { useNotices } from '../parts/notices.tsx';
import { useWords } from '../words/context.tsx';
import { Footer } from './footer.tsx';
import { NoPins } from './no-pins.tsx';
import { Pad } from './pad.tsx';
import { canSend, EMPTY, padStep } from './pad-state.ts';
import { useVisit } from './visit.tsx';
import { WithoutPin } from './without-pin.tsx';

const CLOSES_AFTER_MS = 15_000;
/** A PIN that is set meanwhile, or a supervisor that comes back, is seen soon. */
const READ_EVERY_MS = 2_000;

export function PadPage({ signedIn }: { readonly signedIn: (person: Person) => void }) {
  const words = useWords();
  const { api } = useVisit();
  const { announce, complain } = useNotices();
  const { value: document, problem } = useReading(api.pad, READ_EVERY_MS);
  const [state, send] = useReducer(padStep, EMPTY);
  const away = problem !== null;
  useEscape(api.close);

  useEffect(() => {
    if (document !== null) send({ type: 'wait', waitMs: document.wait_ms, now: performance.now() });
  }, [document]);

  async function enter(): Promise<void> {
    if (!canSend(state, performance.now()) || away) return;
    send({ type: 'sent' });
    announce(words.pad.checking);
    const result = await api.signIn(state.digits);
    if (result.ok) {
      announce('');
      signedIn(result.value);
      return;
    }
    const { kind } = result.problem;
    send({ type: 'refused', problem: result.problem, now: performance.now() });
    if (kind === 'wrong-pin') announce(words.pad.wrong);
    else if (kind === 'too-many-tries') announce(words.pad.tooMany);
    else complain(why(result.problem, words));
  }

  const withoutPin = document?.without_pin ?? [];
  return (
    <div className="pad-page">
      <main>
        {document !== null && !document.pins ? (
          <NoPins document={document} />
        ) : (
          <Pad
            state={state}
            away={away}
            digit={(digit) => send({ type: 'digit', digit, now: performance.now() })}
            erase={() => send({ type: 'erase' })}
            enter={() => void enter()}
          />
        )}
        {withoutPin.length > 0 && <WithoutPin commands={withoutPin} disabled={away} />}
      </main>
      <Footer facts={[]} closesAfterMs={CLOSES_AFTER_MS} />
    </div>
  );
}
