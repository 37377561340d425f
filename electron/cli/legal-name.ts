import { NAME } from '../config/schema/values.ts';

const LONGEST = 32;
/** Taken by Invigil itself. */
const RESERVED = ['shell', 'invigil'];

/** A name for an exhibit or a service, made of any text: `My Exhibit!` becomes `my-exhibit`; null: there is nothing to make one of. */
export function legalName(text: string): string | null {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const name = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
  return NAME.test(name) && !RESERVED.includes(name) ? name : null;
}
