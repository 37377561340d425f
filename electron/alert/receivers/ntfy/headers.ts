/** A message in the headers of a request whose body is its picture. Pure. */
import type { Publication } from './publication.ts';

/** Headers hold ASCII alone: ntfy decodes RFC 2047 (2.11 and 2.27 tried), and in base64 a text may have several lines. */
export function pictureHeaders(publication: Publication, picture: Uint8Array): Record<string, string> {
  const { title, message, priority, tags, click, sequence } = publication;
  return {
    Title: encoded(title),
    Message: encoded(message),
    Priority: String(priority),
    Tags: tags.join(','),
    Filename: picture[0] === 0x89 ? 'screen.png' : 'screen.jpg',
    ...(click === undefined ? {} : { Click: encoded(click) }),
    ...(sequence === null ? {} : { 'X-Sequence-ID': sequence }),
  };
}

function encoded(text: string): string {
  return `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}
