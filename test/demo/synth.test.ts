import { expect, test } from 'vitest';

interface Synth {
  strike(note: { midi: number; pan: number; level: number }): void;
  chord(root: number): void;
  render(): Buffer;
}
interface Module {
  readonly RATE: number;
  readonly BLOCK: number;
  readonly Synth: new () => Synth;
}

const { BLOCK, RATE, Synth }: Module = await import(new URL('../../resources/demo/synth.mjs', import.meta.url).href);

/** The loudest left and right sample of some seconds. */
function loudest(synth: Synth, seconds: number): { left: number; right: number } {
  const peak = { left: 0, right: 0 };
  for (let block = 0; block < (seconds * RATE) / BLOCK; block++) {
    const bytes = synth.render();
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
    for (let i = 0; i < samples.length; i += 2) {
      peak.left = Math.max(peak.left, Math.abs(samples[i] ?? 0));
      peak.right = Math.max(peak.right, Math.abs(samples[i + 1] ?? 0));
    }
  }
  return peak;
}

test('is silent until something is struck, sounds, and dies away', () => {
  const synth = new Synth();
  expect(loudest(synth, 3)).toEqual({ left: 0, right: 0 });
  synth.strike({ midi: 62, pan: -1, level: 1 });
  const struck = loudest(synth, 1);
  expect(struck.left).toBeGreaterThan(1000);
  expect(struck.left).toBeGreaterThan(struck.right);
  loudest(synth, 20);
  expect(loudest(synth, 1).left).toBeLessThan(10);
});

test('never clips, however many tones fall together', () => {
  const synth = new Synth();
  synth.chord(50);
  loudest(synth, 2);
  for (let i = 0; i < 60; i++) synth.strike({ midi: 50 + (i % 24), pan: 0, level: 1 });
  const { left, right } = loudest(synth, 10);
  expect(Math.max(left, right)).toBeGreaterThan(3000);
  expect(Math.max(left, right)).toBeLessThan(32_767);
});

test('begins softly: after a restart nobody should start', () => {
  const synth = new Synth();
  synth.strike({ midi: 62, pan: 0, level: 1 });
  const beginning = loudest(synth, 0.1);
  expect(beginning.left).toBeLessThan(1000);
});
