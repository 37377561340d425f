/** From pairs to one ratio, and how far it can be trusted. Pure. */
import type { Pair } from './figure.ts';

export interface Ratio {
  /** How many times the floor we cost. */
  readonly ratio: number;
  /**
   * What the ratio may be off by, as a part of it, a standard deviation: as the parts of this run show it, or as restless as the floor itself is, whichever
   * is more. A floor of which nobody changes anything is restless because the machine is busy, and then so are we.
   */
  readonly noise: number;
  readonly pairs: number;
}

/** Each part holds every fourth pair, so that what came and went during the run is in all of them. */
const PARTS = 4;
/** A normal distribution's standard deviation, from its median absolute deviation. */
const SCALE = 1.4826;

export function ratioOf(pairs: readonly Pair[]): Ratio {
  if (pairs.length < PARTS) throw new Error(`${pairs.length} pairs are no measurement: at least ${PARTS}`);
  const parts = Array.from({ length: PARTS }, (_, part) => typical(pairs.filter((__, place) => place % PARTS === part)));
  const floors = pairs.map(({ floor }) => floor);
  const ratio = typical(pairs);
  const noise = Math.max(deviation(parts) / ratio / Math.sqrt(PARTS), deviation(floors) / median(floors));
  return { ratio, noise, pairs: pairs.length };
}

/** Of the lower quartiles: load only ever adds, and the very least may be a stroke of luck. */
function typical(pairs: readonly Pair[]): number {
  return lowerQuartile(pairs.map(({ ours }) => ours)) / lowerQuartile(pairs.map(({ floor }) => floor));
}

/** Robust: one wild value changes nothing. */
export function deviation(values: readonly number[]): number {
  const middle = median(values);
  return SCALE * median(values.map((value) => Math.abs(value - middle)));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

const lowerQuartile = (values: readonly number[]) => quantile(values, 0.25);

/** Between neighbours by their distance; NaN of nothing. */
function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}
