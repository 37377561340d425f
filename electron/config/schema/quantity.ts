import * as z from 'zod';
import { mean } from './meaning.ts';

/** Durations and sizes: a whole number with a unit, in quotes. Durations become milliseconds, sizes bytes. */
interface Units {
  readonly what: string;
  readonly factors: ReadonlyMap<string, number>;
}

const DURATION: Units = {
  what: 'a duration',
  factors: new Map([
    ['ms', 1],
    ['s', 1000],
    ['m', 60_000],
    ['h', 3_600_000],
    ['d', 86_400_000],
  ]),
};

const SIZE: Units = {
  what: 'a size',
  factors: new Map([
    ['B', 1],
    ['kB', 1e3],
    ['MB', 1e6],
    ['GB', 1e9],
    ['TB', 1e12],
    ['KiB', 2 ** 10],
    ['MiB', 2 ** 20],
    ['GiB', 2 ** 30],
    ['TiB', 2 ** 40],
  ]),
};

/** Milliseconds of a duration such as `250ms`, `5s`, `10m`, `2h`, `1d`; NaN for anything else. */
export function milliseconds(text: string): number {
  return amount(DURATION, text);
}

/** A duration of at least `least` and at most `most`. */
export function duration(least: string, most: string, example: string) {
  return quantity(DURATION, least, most, example);
}

/** A size of at least `least` and at most `most`: `500MB` (decimal) or `2GiB` (binary). */
export function size(least: string, most: string, example: string) {
  return quantity(SIZE, least, most, example);
}

function quantity(units: Units, least: string, most: string, example: string) {
  const [low, high] = [amount(units, least), amount(units, most)];
  const schema = z
    .string()
    .regex(new RegExp(`^\\d{1,12}(?:${[...units.factors.keys()].join('|')})$`))
    .refine((text) => amount(units, text) >= low && amount(units, text) <= high)
    .transform((text) => amount(units, text));
  const wanted = `${units.what} from ${least} to ${most} in quotes, like "${example}"`;
  return mean(schema, { wanted, explain: (value) => whatIsWrong(units, value, low, high) });
}

function amount(units: Units, text: string): number {
  const match = /^(\d{1,12})([A-Za-z]+)$/.exec(text);
  const factor = units.factors.get(match?.[2] ?? '');
  return match === null || factor === undefined ? Number.NaN : Number(match[1]) * factor;
}

function whatIsWrong(units: Units, value: unknown, low: number, high: number): string | null {
  if (typeof value === 'number') return `${value} without a unit`;
  if (typeof value !== 'string') return null;
  const found = JSON.stringify(value);
  if (/^\d+$/.test(value)) return `${found} without a unit`;
  if (/^\d+[.,]\d+[A-Za-z]+$/.test(value)) return `${found}, which is not a whole number`;
  const number = amount(units, value);
  if (number < low) return `${found}, which is too little`;
  if (number > high) return `${found}, which is too much`;
  const unit = /^\d+\s*([^\d\s]+)$/.exec(value)?.[1];
  if (unit === undefined) return null;
  if (units.factors.has(unit)) return `${found} with a space in it`;
  return `${found} with the unknown unit "${unit}" (known: ${[...units.factors.keys()].join(', ')})`;
}
