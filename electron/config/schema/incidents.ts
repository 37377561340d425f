import { table } from './meaning.ts';
import { yesOrNo } from './values.ts';

/** `[incidents]`: what is kept of a failure. */
export const incidents = table({
  pictures: yesOrNo().prefault(true).describe('Whether an incident comes with a picture of the screen.'),
}).prefault({});
