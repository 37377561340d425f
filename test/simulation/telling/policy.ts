/** The part of the policy of telling that is under trial. A planted one has the same face. */
import * as real from '../../../electron/alert/policy/index.ts';

export type Telling = Pick<typeof real, 'beginning' | 'step' | 'next' | 'stateSchema'>;

export const telling: Telling = real;
