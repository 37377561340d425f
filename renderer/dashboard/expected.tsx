/** What somebody here asked for takes the supervisor away for a while: then it is not missing, and the page says when it is back. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { backIn } from '../exhibit/tell.ts';
import type { Expectation } from './expectation.ts';

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
