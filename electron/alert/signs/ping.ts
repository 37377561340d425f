/**
 * Ping: an address of somebody else's (healthchecks.io, Uptime Kuma) is asked for every so often, while supervision is alive. When that
 * ends, whoever waits for it raises the alarm, with the machine dead or without its network. The address is a secret: it stands in no
 * message. At a planned stop nothing is said; the service has its own pause for that.
 */
import type { Secret } from '../../config/exhibit.ts';
import { troubleWords } from '../receivers/trouble.ts';
import { type ReadSecret, SecretError } from '../secret.ts';
import { Rounds, type Sign, type SignsClock, type SignsLog } from './rounds.ts';

/** One that failed is tried again after so long, or earlier where pings come more often. */
const RETRY_MS = 30_000;

export interface PingOptions {
  readonly url: Secret;
  readonly everyMs: number;
  readonly readSecret: ReadSecret;
  /** Whether supervision is alive. */
  readonly healthy: () => boolean;
  readonly clock: SignsClock;
  readonly log: SignsLog;
}

export function createPing({ url, everyMs, readSecret, healthy, clock, log }: PingOptions): Sign {
  const rounds = new Rounds({
    clock,
    everyMs: () => everyMs,
    retryMs: () => Math.min(everyMs, RETRY_MS),
    healthy,
    act: (signal) => ping(url, readSecret, signal),
    what: 'the ping of alerts.ping',
    log,
  });
  return { wake: () => rounds.wake(), close: () => rounds.close() };
}

/** Why it did not get through; null: it did. Never rejects. */
export async function ping(url: Secret, readSecret: ReadSecret, signal: AbortSignal): Promise<string | null> {
  try {
    const address = await readSecret(url);
    if (!/^https?:\/\//.test(address) || !URL.canParse(address)) return 'the secret holds no address that begins with http:// or https://';
    const response = await fetch(address, { redirect: 'manual', headers: { 'User-Agent': 'Invigil' }, signal });
    await response.body?.cancel();
    if (response.ok) return null;
    const isRedirect = response.status >= 300 && response.status < 400;
    return `it answers with status ${response.status}${isRedirect ? ', a redirect, which is not followed' : ''}`;
  } catch (error) {
    if (signal.aborted) return 'it does not answer';
    return error instanceof SecretError ? error.message : troubleWords(error);
  }
}
