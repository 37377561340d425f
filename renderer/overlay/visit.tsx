/** One visit of one person to the overlay: what its parts share. With the visit everything is forgotten. */
import { createContext, useContext } from 'react';
import type { Api } from './api.ts';

export interface Visit {
  readonly api: Api;
  /** The service whose screen this is. */
  readonly service: string;
}

export const VisitContext = createContext<Visit | null>(null);

export function useVisit(): Visit {
  const visit = useContext(VisitContext);
  if (visit === null) throw new Error('this part of the overlay stands outside of a visit');
  return visit;
}
