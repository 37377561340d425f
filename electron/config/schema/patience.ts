import { computed, table } from './meaning.ts';
import { duration } from './quantity.ts';
import { number, whole } from './values.ts';

/**
 * `backoff` and `storm`: how fast restarts follow each other, and how many are too many. They stand in [recovery] with
 * defaults of their own, and in each service with those of [recovery].
 */
const first = duration('0s', '1d', '0s');
const second = duration('10ms', '1d', '1s');
const factor = number(1, 100, 2);
const max = duration('10ms', '1d', '30s');
const restarts = whole(1, 1000, 3);
const within = duration('1s', '7d', '10m');

/** The contract's name of the second wait. By a constant: an object with this property looks like a promise, which a schema is not. */
const THEN = 'then';

const WORDS = {
  first: 'Wait before the first unplanned restart.',
  second: 'Wait before the second.',
  factor: 'Each further wait is this many times the one before.',
  max: 'The longest wait.',
  restarts: 'So many unplanned restarts are borne.',
  within: 'Within this time; also the time after which a service that is ready counts as mended.',
};

const toBackoff = (plan: { first: number; then: number; factor: number; max: number }) => ({
  firstMs: plan.first,
  thenMs: plan[THEN],
  factor: plan.factor,
  maxMs: plan.max,
});

const toStorm = (plan: { restarts: number; within: number }) => ({ restarts: plan.restarts, withinMs: plan.within });

/** `[recovery.backoff]` */
export const backoff = table({
  first: first.prefault('0s').describe(WORDS.first),
  [THEN]: second.prefault('1s').describe(WORDS.second),
  factor: factor.prefault(2).describe(WORDS.factor),
  max: max.prefault('30s').describe(WORDS.max),
})
  .transform(toBackoff)
  .prefault({});

/** `[recovery.storm]` */
export const storm = table({
  restarts: restarts.prefault(3).describe(WORDS.restarts),
  within: within.prefault('10m').describe(WORDS.within),
})
  .transform(toStorm)
  .prefault({});

/** `[service.NAME.backoff]` */
export const serviceBackoff = table({
  first: computed(first, '`recovery.backoff.first`').describe(WORDS.first),
  [THEN]: computed(second, '`recovery.backoff.then`').describe(WORDS.second),
  factor: computed(factor, '`recovery.backoff.factor`').describe(WORDS.factor),
  max: computed(max, '`recovery.backoff.max`').describe(WORDS.max),
}).transform(toBackoff);

/** `[service.NAME.storm]` */
export const serviceStorm = table({
  restarts: computed(restarts, '`recovery.storm.restarts`').describe(WORDS.restarts),
  within: computed(within, '`recovery.storm.within`').describe(WORDS.within),
}).transform(toStorm);
