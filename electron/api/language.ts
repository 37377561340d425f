/** In which language the API speaks: what the reader asks for (`Accept-Language`), else English. */
import type { FastifyRequest } from 'fastify';
import { knownWords, type Words, wordsFor } from '../documents/words/words.ts';

/** The first of the reader's languages that is known: readers name the one they like best first. */
export function wordsOf({ headers }: Pick<FastifyRequest, 'headers'>): Words {
  const asked = (headers['accept-language'] ?? '').split(',').map((range) => range.split(';', 1)[0] ?? '');
  return asked.map(knownWords).find((words) => words !== null) ?? wordsFor('en');
}
