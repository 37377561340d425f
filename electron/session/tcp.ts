/**
 * Does a server accept connections? Connects, closes at once, and says nothing: one connection at a time, so that the peer is not
 * bothered. It has 2 s to accept, its name's address included. While it does not, it is asked once a second, after a minute every
 * 5 s; while it does, every 30 s.
 */
import { connect } from 'node:net';
import { type Addresses, HostName } from './host-name.ts';
import { inquire } from './inquiry.ts';
import type { OnVerdict, Verdict, Watch } from './watch.ts';

const WITHIN_MS = 2000;
const EAGER_MS = 1000;
const EAGER_FOR_MS = 60_000;
const PATIENT_MS = 5000;

export function watchTcp(host: string, port: number, onVerdict: OnVerdict): Watch {
  const name = new HostName(host);

  async function ask(signal: AbortSignal): Promise<Verdict> {
    const addresses = await name.addresses(signal);
    return addresses.found === null ? { holds: false, detail: addresses.why } : tryToConnect(host, port, addresses.found, signal);
  }

  const pauseMs = (lackingMs: number) => (lackingMs < EAGER_FOR_MS ? EAGER_MS : PATIENT_MS);
  return inquire({ ask, withinMs: WITHIN_MS, pauseMs }, onVerdict);
}

type Found = NonNullable<Addresses['found']>;

/** To each address in turn; the system's order. */
function tryToConnect(host: string, port: number, addresses: Found, signal: AbortSignal): Promise<Verdict> {
  if (signal.aborted) return Promise.resolve(SILENT);
  return new Promise((resolve) => {
    const socket = connect({ host, port, autoSelectFamily: true, lookup: (_host, _options, done) => done(null, [...addresses]) });
    const end = (verdict: Verdict) => {
      socket.destroy();
      resolve(verdict);
    };
    socket.once('connect', () => end({ holds: true, detail: 'it accepts connections' }));
    // Not once: an error that follows the first has nobody left to tell.
    socket.on('error', (error: NodeJS.ErrnoException) => end({ holds: false, detail: LACKS[error.code ?? ''] ?? error.message }));
    signal.addEventListener('abort', () => end(SILENT), { once: true });
  });
}

const SILENT: Verdict = { holds: false, detail: 'no answer' };
const LACKS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'the host is not reached',
  ENETUNREACH: 'the network is not reached',
  ETIMEDOUT: SILENT.detail,
};
