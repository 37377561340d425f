/** What somebody here asked for takes the supervisor away for a while: then it is not missing, and the page says when it is back. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { backIn } from '../exhibit/tell.ts';
import { countdown } from '../parts/format.ts';
import { fill, type Words } from '../words/words.ts';

interface Expectation {
  readonly command: string;
  /** Wall clock, milliseconds. */
  readonly until: number;
}

interface Expected {
  readonly expected: Expectation | null;
  /** `answer`: what the command was answered with. */
  expect(command: string, answer: unknown): void;
}

const ExpectedContext = createContext<Expected>({ expected: null, expect: () => undefined });

export function ExpectedProvider({ children }: { readonly children: ReactNode }) {
  const [expected, setExpected] = useState<Expectation | null>(null);
  const expect = useCallback((command: string, answer: unknown) => {
    const backInMs = backIn(answer);
    if (backInMs !== null) setExpected({ command, until: Date.now() + backInMs });
  }, []);
  const value = useMemo(() => ({ expected, expect }), [expected, expect]);
  return <ExpectedContext value={value}>{children}</ExpectedContext>;
}

export function useExpected(): Expected {
  return useContext(ExpectedContext);
}

/** `Rebooting. Back in about 40 s.`; null: nothing is expected any more. */
export function expectation(expected: Expectation | null, now: number, { dashboard, outcome }: Words): string | null {
  if (expected === null || now >= expected.until) return null;
  const act = expected.command === 'reboot' ? outcome.rebooting : outcome.restarting;
  return fill(dashboard.connection.expected, { act, duration: countdown(expected.until - now) });
}
