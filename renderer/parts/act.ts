/** What somebody asked for, from the touch to its outcome, which stands for five seconds. */
import { useEffect, useRef, useState } from 'react';
import { useNotices } from './notices.tsx';

/** How long a button tells its outcome. */
export const OUTCOME_MS = 5_000;

export type Outcome =
  | { readonly state: 'none' }
  | { readonly state: 'asking' }
  | { readonly state: 'done'; readonly text: string }
  | { readonly state: 'failed' };

/** What came of it: a few words for the button, or why not as a sentence. */
export type Told = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** `act` begins something, unless the same is being asked already. */
export function useOutcome(): { readonly outcome: Outcome; act(ask: () => Promise<Told>): void } {
  const { announce, complain } = useNotices();
  const [outcome, setOutcome] = useState<Outcome>({ state: 'none' });
  // Somebody may have left the page before the answer came.
  const there = useRef(true);
  useEffect(() => {
    there.current = true;
    return () => {
      there.current = false;
    };
  }, []);
  useEffect(() => {
    if (outcome.state !== 'done' && outcome.state !== 'failed') return;
    const timer = setTimeout(() => setOutcome({ state: 'none' }), OUTCOME_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function run(ask: () => Promise<Told>): Promise<void> {
    setOutcome({ state: 'asking' });
    complain('');
    const told = await ask();
    if (!there.current) return;
    if (told.ok) announce(told.text);
    else complain(told.why);
    setOutcome(told.ok ? { state: 'done', text: told.text } : { state: 'failed' });
  }

  return {
    outcome,
    act(ask) {
      if (outcome.state !== 'asking') void run(ask);
    },
  };
}
