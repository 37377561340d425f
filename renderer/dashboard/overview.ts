/** The overview as it was read last: every view knows from it what services there are, and whether the supervisor is away. */
import { createContext, useContext } from 'react';
import type { Overview } from '../../electron/documents/overview.ts';
import type { Reading } from '../exhibit/use-reading.ts';

export type OverviewReading = Reading<Overview>;

const NOTHING: OverviewReading = { value: null, at: 0, problem: null, since: 0, again: () => undefined };

export const OverviewContext = createContext<OverviewReading>(NOTHING);

export function useOverview(): OverviewReading {
  return useContext(OverviewContext);
}
