/**
 * ntfy: each message as a notification on the phones that follow a topic.
 *
 * All messages of one trouble have its thread as their sequence id: on servers from 2.16 on a later one takes the place of an earlier,
 * so that the phone shows what holds now; older servers ignore the id and show each for itself. What is sent is the same for both.
 * The same id makes a second try harmless: ntfy has no idempotency beyond it, and where an answer got lost, an older server shows two.
 *
 * A picture is a luxury: with it the text travels in headers and the picture is the body; if that is refused, for whatever reason that
 * is the picture's (`answer.ts`), or takes too long for the line, the message goes without it.
 */
import type { NtfySettings } from '../../config/exhibit.ts';
import type { Message } from '../message.ts';
import type { Answer, Receiver, SendTools } from '../receiver.ts';
import type { ReadSecret } from '../secret.ts';
import { answerTo, mayBeThePicture } from './ntfy/answer.ts';
import { publicationOf } from './ntfy/publication.ts';
import { knowsSequences } from './ntfy/sequences.ts';
import { createNtfyServer } from './ntfy/server.ts';

export interface NtfyOptions {
  readonly readSecret: ReadSecret;
  readonly log: (level: 'info' | 'warning', text: string) => void;
}

export function createNtfy(settings: NtfySettings & { readonly name: string }, { readSecret, log }: NtfyOptions): Receiver {
  const server = createNtfyServer(settings, readSecret);
  /** The message whose picture was too much for the line. */
  let tooSlow: string | null = null;
  let picturesRefused = false;

  async function pictureOf({ id, act, incident }: Message, picture: SendTools['picture']): Promise<Uint8Array | null> {
    // Once it is over, the picture is of what was.
    if (!settings.pictures || incident === null || (act !== 'raise' && act !== 'update') || id === tooSlow) return null;
    return picture(incident);
  }

  /** Null: it may be taken without the picture. */
  async function withPicture(message: Message, picture: Uint8Array, signal: AbortSignal): Promise<Answer | null> {
    const said = await server.publishWithPicture(publicationOf(message), picture, signal);
    if (said.ok) return DELIVERED;
    if (signal.aborted) tooSlow = message.id;
    if (signal.aborted || !mayBeThePicture(said)) return answerTo(said, Date.now());
    if (said.status !== null && !picturesRefused) {
      picturesRefused = true;
      log('warning', `${settings.name} takes alerts and not their pictures: ${said.reason}`);
    }
    return null;
  }

  async function send(message: Message, { signal, picture }: SendTools): Promise<Answer> {
    const image = await pictureOf(message, picture);
    const answer = image === null ? null : await withPicture(message, image, signal);
    if (answer !== null) return answer;
    const said = await server.publish(publicationOf(message), signal);
    return said.ok ? DELIVERED : answerTo(said, Date.now());
  }

  return {
    name: settings.name,
    kind: 'ntfy',
    most: 1,
    digestMs: 0,
    async send([message], tools) {
      if (message.kind !== 'test') return send(message, tools);
      const [answer, knows] = await Promise.all([send(message, tools), knowsSequences(server, tools.signal)]);
      if (answer.outcome !== 'delivered' || !knows.ok) return answer;
      return { outcome: 'delivered', detail: knows.value ? 'a recovery takes the place of its alert' : SECOND_MESSAGE };
    },
    close: () => undefined,
  };
}

const DELIVERED: Answer = { outcome: 'delivered', detail: null };
const SECOND_MESSAGE = 'a recovery comes as a second message: the server is older than 2.16';
