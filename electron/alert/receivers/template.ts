/**
 * The body of a webhook. Without a template it is the message as JSON; with one, each place `{title}`, `{text}`, ... becomes a value in
 * JSON, the quotes that belong to it included, so that nothing in a message can leave its place. Pure.
 */
import type { Message } from '../message.ts';

const PLACE = /\{([a-z][a-z_]*)\}/g;

/** What may stand in a template. A place of another name becomes null. */
function valuesOf(message: Message): Readonly<Record<string, unknown>> {
  const { exhibit, logTail, at, title, text, link, ...others } = message;
  return {
    ...others,
    title,
    text,
    link,
    /** Title, text and link, for services that show one text. */
    message: [title, text, link ?? ''].filter((part) => part !== '').join('\n'),
    exhibit: exhibit.name,
    exhibit_title: exhibit.title,
    at: new Date(at).toISOString(),
    log: logTail.join('\n'),
  };
}

export function bodyOf(message: Message, template: string | null): string {
  if (template === null) return JSON.stringify(message);
  const values = valuesOf(message);
  return template.replace(PLACE, (_, name: string) => JSON.stringify((Object.hasOwn(values, name) ? values[name] : null) ?? null));
}
