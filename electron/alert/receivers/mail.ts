/** A mail out of messages: one, or several that came close together. Text only. Pure. */
import type { Message } from '../message.ts';

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  /** Nobody has ever sent a mail of this id: that all mails of a trouble name it makes programs show them together. */
  readonly references: string;
  readonly urgent: boolean;
}

export interface MailOptions {
  /** The sender's address. */
  readonly from: string;
  /** For times, as the exhibit's people write them. */
  readonly locale: string;
}

export function mailOf(messages: readonly [Message, ...Message[]], { from, locale }: MailOptions): Mail {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const [first] = messages;
  const newest = messages.at(-1) ?? first;
  const more = messages.length === 1 ? '' : ` (+${messages.length - 1})`;
  return {
    subject: oneLine(`${newest.exhibit.title}: ${newest.title}${more}`),
    text: `${messages.map((message) => part(message, locale)).join(`\n\n${'-'.repeat(40)}\n\n`)}\n`,
    // Of the newest: a second try may hold more than the first, and servers drop what they know by its id.
    messageId: `<${newest.id}@${domain}>`,
    references: `<${first.thread}.thread@${domain}>`,
    urgent: messages.some(({ level, act }) => (level === 'error' || level === 'fatal') && act !== 'clear'),
  };
}

function part({ title, text, at, logTail, link }: Message, locale: string): string {
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
  const log = logTail.map((line) => `    ${line}`).join('\n');
  return [title, text, time, log, link ?? ''].filter((one) => one !== '').join('\n\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
