/** Numbers and signs as a trial says them. */
import type { TrialKind } from '../../heartbeat/trial.ts';
import { duration } from '../../supervisor/words.ts';

/** `120 ms`, `1.02 s`, `42 s`, `3 min`: gaps are compared, so short ones have three digits. */
export function span(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_995) return `${Number((ms / 1_000).toFixed(2))} s`;
  return duration(ms);
}

/** `23 MB`. */
export function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** What is taken for readiness, over each kind. */
export const READY_BY: Readonly<Record<TrialKind, string>> = {
  zmq: 'zmq: hello or beat',
  notify: 'notify: READY=1',
  'health-file': 'health-file: first document',
  file: 'file: first stamp',
};
