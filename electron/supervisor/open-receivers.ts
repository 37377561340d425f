/** Makes the receivers of the exhibit file. */
import type { Receiver } from '../alert/receiver.ts';
import { createCommand } from '../alert/receivers/command.ts';
import { createEmail } from '../alert/receivers/email.ts';
import { createLogReceiver } from '../alert/receivers/log.ts';
import { createNtfy } from '../alert/receivers/ntfy.ts';
import { createWebhook } from '../alert/receivers/webhook.ts';
import { secretReader } from '../alert/secret.ts';
import type { ReceiverSettings } from '../config/exhibit.ts';
import type { Exhibit } from '../config/index.ts';
import type { LogPort } from '../log/log.ts';
import { serviceEnvironment } from '../process/environment.ts';

export interface ReceiversSurroundings {
  /** The login's environment, and what the session adds to it now. */
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  readonly log: Pick<LogPort, 'note'>;
}

export function openReceivers(exhibit: Exhibit, surroundings: ReceiversSurroundings): Receiver[] {
  return exhibit.alerts.to.map((settings) => open(settings, exhibit, surroundings));
}

function open(settings: ReceiverSettings, { folder, locale }: Exhibit, { environment, log }: ReceiversSurroundings): Receiver {
  const readSecret = secretReader(process.env);
  switch (settings.kind) {
    case 'ntfy':
      return createNtfy(settings, { readSecret, log: (level, text) => log.note(null, text, level) });
    case 'email':
      return createEmail(settings, { readSecret, locale });
    case 'webhook':
      return createWebhook(settings, { readSecret });
    case 'command':
      return createCommand(settings, {
        folder,
        environment: () => serviceEnvironment({ login: environment(), session: {}, file: {}, own: {}, invigil: {} }),
      });
    case 'log':
      return createLogReceiver(settings.name, { write: (level, text, kind) => log.note(null, text, level, kind) });
  }
}
