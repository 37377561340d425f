/** Asks those who are told of alerts, so that nobody is told of anything: no message, no mail, no ping. Each has 10 s. */
import { knowsSequences, movesDelayed } from '../../alert/receivers/ntfy/sequences.ts';
import { createNtfyServer, type Said } from '../../alert/receivers/ntfy/server.ts';
import { greetSmtp, type SmtpSettings } from '../../alert/receivers/smtp.ts';
import { troubleWords } from '../../alert/receivers/trouble.ts';
import { SecretError, secretReader } from '../../alert/secret.ts';
import type { NtfySettings, Secret } from '../../config/exhibit.ts';

const PATIENCE_MS = 10_000;

/** Nothing of it rejects for what the world does. */
export interface Reach {
  /** Why it cannot be had; null: it can. */
  secret(secret: Secret): Promise<string | null>;
  /** Whether the server knows sequence ids; with a dead man's switch, whether it moves delayed messages. */
  ntfy(settings: NtfySettings): Promise<Said<boolean>>;
  /** Why the server does not answer or lets nobody in; null: it does. */
  mail(settings: SmtpSettings): Promise<string | null>;
  /** Why nothing answers at the server of this address; null: something does. The address itself is not asked for. */
  address(url: Secret): Promise<string | null>;
}

export function createReach(): Reach {
  const readSecret = secretReader(process.env);
  const patience = () => AbortSignal.timeout(PATIENCE_MS);
  return {
    async secret(secret) {
      try {
        await readSecret(secret);
        return null;
      } catch (error) {
        if (error instanceof SecretError) return error.message;
        throw error;
      }
    },
    ntfy(settings) {
      const server = createNtfyServer(settings, readSecret);
      return settings.deadMansSwitch === null ? knowsSequences(server, patience()) : movesDelayed(server, patience());
    },
    mail: (settings) => greetSmtp(settings, readSecret, patience()),
    async address(url) {
      try {
        const address = URL.parse(await readSecret(url));
        if (address === null || !/^https?:$/.test(address.protocol)) return 'it is none that begins with http:// or https://';
        await fetch(address.origin, { method: 'HEAD', redirect: 'manual', signal: patience() });
        return null;
      } catch (error) {
        return error instanceof SecretError ? error.message : troubleWords(error);
      }
    },
  };
}
