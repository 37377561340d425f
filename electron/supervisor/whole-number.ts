import { z } from 'zod';

/**
 * A whole number as it stands in a query: `200`. Not what JavaScript would take for one as well (`2e2`, `0xc8`, blanks around it), so that
 * what is taken is what the description of the API says. `otherwise`: where it is left out.
 */
export function wholeNumber(min: number, max: number, otherwise: number) {
  const read = (text: unknown) => (typeof text === 'string' && /^-?(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text);
  return z.preprocess(read, z.int().min(min).max(max).default(otherwise));
}
