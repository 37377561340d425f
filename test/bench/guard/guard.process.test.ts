/** The one test that judges how much something costs: as a multiple of a floor, against the history, and three times before it fails. */
import { beforeAll, expect, test } from 'vitest';
import { bundle } from '../../support/bundle.ts';
import { FIGURES } from './figures/index.ts';
import { ratiosOf, readHistory } from './history.ts';
import { guarded, RUNS } from './judge.ts';
import { ratioOf } from './ratio.ts';

/** Of one run on a slow and busy machine; a quiet one takes 5 to 20 s. */
const RUN_MS = 90_000;

beforeAll(bundle);

test.each(FIGURES)(
  'costs no more than before: $title',
  async (figure) => {
    const { lost, sentence } = await guarded(figure, async () => ratioOf(await figure.measure()), ratiosOf(readHistory(), figure.name));
    console.log(sentence);
    expect(lost, sentence).toBe(false);
  },
  RUNS * RUN_MS,
);
