/**
 * A certificate and its key as they lie on the disk, read again when they change: whoever renews them (certbot, a person) does not have
 * to tell. They are looked at by time, not watched: they are often links into folders that are swapped.
 */
import { readFileSync, statSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import { createSecureContext } from 'node:tls';

const LOOK_MS = 60_000;

/** Absolute paths of PEM files. */
export interface ListenerTls {
  readonly certificate: string;
  readonly key: string;
}

export class CertificateFiles {
  readonly #files: ListenerTls;
  #stamp = '';
  #timer: NodeJS.Timeout | null = null;

  constructor(files: ListenerTls) {
    this.#files = files;
  }

  /** Throws with what is wrong: a file that is not there, or no certificate, or a key that is another one's. */
  read(): { readonly cert: Buffer; readonly key: Buffer } {
    const { certificate, key } = this.#files;
    this.#stamp = this.#look();
    const pair = { cert: readFileSync(certificate), key: readFileSync(key) };
    try {
      createSecureContext(pair);
    } catch (error) {
      throw new Error(`${certificate} and ${key} are not a certificate and its key (${messageOf(error)})`, { cause: error });
    }
    return pair;
  }

  /** Since they were last read, well or not. */
  hasChanged(): boolean {
    return this.#look() !== this.#stamp;
  }

  /** From now on the server has what the files hold. One that cannot be read is told (a sentence without its subject), and the last one stays. */
  watch(server: Server | TlsServer, trouble: (text: string) => void): void {
    this.close();
    this.#timer = setInterval(() => {
      if (!this.hasChanged() || !('setSecureContext' in server)) return;
      try {
        server.setSecureContext(this.read());
      } catch (error) {
        trouble(`keeps its old certificate: ${messageOf(error)}`);
      }
    }, LOOK_MS).unref();
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Changes when one of the files does; one that is not there is a state too. */
  #look(): string {
    const stats = [this.#files.certificate, this.#files.key].map((path) => statSync(path, { throwIfNoEntry: false }));
    return stats.map((stat) => `${stat?.ino} ${stat?.mtimeMs} ${stat?.size}`).join();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
