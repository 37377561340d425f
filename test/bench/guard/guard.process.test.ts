/** The one test that judges how much something costs: as a multiple of a floor, against the history, and three times before it fails. */
import { beforeAll, expect, test } from 'vitest';
import { bundle } from '../../support/bundle.ts';
import { FIGURES } from './figures/index.ts';
import { ratiosOf, readHistory } from './history.ts';
import { guarded, LEAST, RUNS } from './judge.ts';
import { ratioOf } from './ratio.ts';

/** Of one run on a slow and busy machine; a quiet one takes 5 to 20 s. */
const RUN_MS = 90_000;

const history = readHistory();

beforeAll(bundle);

test('the history is of figures that are measured', () => {
  const known = FIGURES.map(({ name }) => name);
  for (const { figures } of history) expect(known).toEqual(expect.arrayContaining(Object.keys(figures)));
});

// What cannot be judged yet is not measured.
for (const figure of FIGURES.filter(({ name }) => ratiosOf(history, name).length >= LEAST)) {
  test(
    `costs no more than before: ${figure.title}`,
    async () => {
      const { lost, sentence } = await guarded(figure, async () => ratioOf(await figure.measure()), ratiosOf(history, figure.name));
      console.log(sentence);
      expect(lost, sentence).toBe(false);
    },
    RUNS * RUN_MS,
  );
}
