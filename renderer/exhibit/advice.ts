/** What the reader can do about the sentence: one fixed text, chosen from the same overview, and the action it speaks of. */
import type { Overview } from '../../electron/documents/overview.ts';
import type { Words } from '../words/words.ts';
import type { Person } from './api.ts';

export type AdviceKey = keyof Words['advice'];

/** The action that is best done now; it stands out. */
export type Suggestion = 'resume' | 'start' | 'restart' | null;

export interface Advice {
  readonly key: AdviceKey;
  readonly suggestion: Suggestion;
}

const CHECKS: Readonly<Record<string, AdviceKey>> = {
  session: 'check-screen',
  sound: 'check-sound',
  network: 'check-network',
  tcp: 'check-network',
  device: 'check-device',
};

export function advise(overview: Overview, role: Person['role']): Advice {
  const advice = forStaff(overview);
  const needsStaff = advice.suggestion !== null || advice.key === 'mends' || advice.key === 'call';
  return role === 'view' && needsStaff ? { key: 'tell', suggestion: null } : advice;
}

function forStaff({ status, sentence }: Overview): Advice {
  switch (status.state) {
    case 'stopping':
      return { key: 'ending', suggestion: null };
    case 'safe-mode':
      return { key: 'leave-safe-mode', suggestion: 'resume' };
    case 'stopped':
      return { key: 'start', suggestion: 'start' };
    case 'closed':
      return { key: 'opens', suggestion: null };
    case 'paused':
      return { key: 'resume', suggestion: 'resume' };
    case 'starting':
    case 'degraded':
    case 'running':
      return running(status, sentence.tone);
  }
}

function running({ state, services }: Overview['status'], tone: Overview['sentence']['tone']): Advice {
  // What waits for the world comes first, as in the sentence: there a hand on a cable helps.
  const check = services.map(({ waiting_for }) => CHECKS[waiting_for?.what ?? '']).find((key) => key !== undefined);
  if (check !== undefined) return { key: check, suggestion: null };
  if (services.some(({ state }) => state === 'failed')) return { key: 'call', suggestion: 'restart' };
  if (tone === 'error' || tone === 'fatal') return { key: 'mends', suggestion: 'restart' };
  if (tone === 'warning' && state === 'running') return { key: 'look-warning', suggestion: null };
  if (tone === 'healthy') return { key: 'nothing', suggestion: null };
  return { key: 'wait', suggestion: null };
}
