/**
 * Asks for the addresses of a name the way the system does (getaddrinfo: /etc/hosts, DNS, mDNS), keeping nothing.
 *
 * An asking cannot be taken back: it occupies a thread of Node's pool for as long as the name server is silent, 10 s and more. So a
 * name is asked for once at a time, and who asks meanwhile gets the same answer. (libuv gives names at most half of its four threads,
 * so that files are read and written on.)
 */
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';

/** Addresses, or in words why there are none. */
export type Addresses = { readonly found: readonly LookupAddress[] } | { readonly found: null; readonly why: string };

export class HostName {
  readonly #host: string;
  #asking: Promise<Addresses> | null = null;

  constructor(host: string) {
    this.#host = host;
  }

  /** Never rejects; once the signal aborts, the answer is that there was none. */
  addresses(signal: AbortSignal): Promise<Addresses> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    const impatience = new Promise<Addresses>((resolve) => {
      const giveUp = () => resolve({ found: null, why: `no name server answers for ${this.#host}` });
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
    });
    return Promise.race([this.#asking, impatience]);
  }

  async #ask(): Promise<Addresses> {
    try {
      return { found: await lookup(this.#host, { all: true }) };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      return { found: null, why: LACKS[code]?.(this.#host) ?? `${this.#host} has no address (${code})` };
    }
  }
}

const noAddress = (host: string) => `${host} has no address`;
const LACKS: Readonly<Record<string, (host: string) => string>> = {
  ENOTFOUND: noAddress,
  ENODATA: noAddress,
  EAI_AGAIN: (host) => `no name server answers for ${host}`,
};
