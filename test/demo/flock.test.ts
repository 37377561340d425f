import { expect, test } from 'vitest';

interface Note {
  readonly midi: number;
  readonly pan: number;
  readonly level: number;
}
interface Flock {
  readonly lanterns: readonly { readonly id: number; readonly x: number; readonly y: number; readonly lit: number }[];
  step(dt: number): readonly Note[];
}
interface Module {
  readonly WIDTH: number;
  readonly Flock: new (seed: number) => Flock;
}

const { Flock, WIDTH }: Module = await import(new URL('../../resources/demo/flock.mjs', import.meta.url).href);

/** Runs a flock for a while; returns what it struck. */
function fly(flock: Flock, seconds: number): Note[] {
  const notes: Note[] = [];
  for (let frame = 0; frame < seconds * 60; frame++) notes.push(...flock.step(1 / 60));
  return notes;
}

test('stays a flock for three minutes: inside the picture, lit, and never silent', () => {
  const flock = new Flock(3);
  const count = flock.lanterns.length;
  const notes = fly(flock, 180);
  expect(flock.lanterns).toHaveLength(count);
  for (const { x, y, lit } of flock.lanterns) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(WIDTH);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThan(1);
    expect(lit).toBeGreaterThanOrEqual(0);
    expect(lit).toBeLessThanOrEqual(1);
  }
  // A calm room: between one note in two seconds and three a second.
  expect(notes.length).toBeGreaterThan(90);
  expect(notes.length).toBeLessThan(540);
  for (const { midi, pan, level } of notes) {
    expect(Number.isInteger(midi)).toBe(true);
    expect(Math.abs(pan)).toBeLessThanOrEqual(1);
    expect(level).toBeGreaterThan(0);
    expect(level).toBeLessThanOrEqual(1);
  }
});

test('is the same for the same seed and another for another', () => {
  const [one, same, other] = [new Flock(1), new Flock(1), new Flock(2)];
  for (const flock of [one, same, other]) fly(flock, 5);
  expect(one.lanterns).toEqual(same.lanterns);
  expect(one.lanterns).not.toEqual(other.lanterns);
});
