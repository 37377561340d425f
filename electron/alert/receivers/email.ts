/**
 * E-mail over SMTP. With `starttls` nothing is sent before the connection is encrypted, and certificates are verified; the password is
 * read at each mail. What comes close together goes in one mail.
 *
 * Numbers: at most 50 messages and one picture of at most 1 MB in a mail.
 */
import type { EmailSettings } from '../../config/exhibit.ts';
import type { Message } from '../message.ts';
import type { Answer, Receiver, SendTools } from '../receiver.ts';
import type { ReadSecret } from '../secret.ts';
import { mailOf } from './mail.ts';
import { openSmtp, smtpAnswer } from './smtp.ts';

const MOST_MESSAGES = 50;
const MOST_PICTURE_BYTES = 1_000_000;

export interface EmailOptions {
  readonly readSecret: ReadSecret;
  /** Of the exhibit. */
  readonly locale: string;
}

interface Attached {
  readonly filename: string;
  readonly content: Buffer;
}

export function createEmail(settings: EmailSettings & { readonly name: string }, { readSecret, locale }: EmailOptions): Receiver {
  const { from, to } = settings;

  async function send(messages: readonly [Message, ...Message[]], picture: Attached | null, signal: AbortSignal): Promise<Answer> {
    const { urgent, ...mail } = mailOf(messages, { from, locale });
    const { transport, close } = await openSmtp(settings, readSecret, signal);
    try {
      const sent = await transport.sendMail({
        ...mail,
        from,
        to: [...to],
        inReplyTo: mail.references,
        priority: urgent ? 'high' : 'normal',
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        attachments: picture === null ? [] : [picture],
      });
      return { outcome: 'delivered', detail: sent.rejected.length === 0 ? null : `not taken for ${sent.rejected.map(String).join(', ')}` };
    } finally {
      close();
    }
  }

  return {
    name: settings.name,
    kind: 'email',
    most: MOST_MESSAGES,
    digestMs: settings.digestMs,
    async send(messages, { signal, picture }) {
      const attached = await pictureOf(messages, picture);
      try {
        return await send(messages, attached, signal).catch((error: unknown) => {
          // What is too large may be taken without its picture.
          if (attached === null || smtpAnswer(error, signal).outcome !== 'refused') throw error;
          return send(messages, null, signal);
        });
      } catch (error) {
        return smtpAnswer(error, signal);
      }
    },
    close: () => undefined,
  };
}

/** That of the newest message which has one. */
async function pictureOf(messages: readonly Message[], picture: SendTools['picture']): Promise<Attached | null> {
  for (const { incident } of messages.toReversed()) {
    const image = incident === null ? null : await picture(incident);
    if (image === null || image.length > MOST_PICTURE_BYTES) continue;
    return { filename: image[0] === 0x89 ? 'screen.png' : 'screen.jpg', content: Buffer.from(image) };
  }
  return null;
}
