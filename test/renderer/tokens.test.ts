/** The promises of renderer/tokens.css about contrast, in both themes, over any exhibit. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrast } from '../../renderer/holding/contrast.ts';

const CSS = readFileSync(join(import.meta.dirname, '../../renderer/tokens.css'), 'utf8');
const [darkText = '', lightText = ''] = CSS.split('@media (prefers-color-scheme: light)');

/** The colours of one theme: what the light one does not name it has from the dark one. */
function colours(...texts: readonly string[]): ReadonlyMap<string, string> {
  const found = texts.flatMap((text) =>
    [...text.matchAll(/--([a-z-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value] as const),
  );
  const raw = new Map(found);
  const resolve = (value: string): string => {
    const name = /^var\(--([a-z-]+)\)$/.exec(value)?.[1];
    return name === undefined ? value : resolve(raw.get(name) ?? '');
  };
  return new Map([...raw].map(([name, value]) => [name, resolve(value)]));
}

const hex = (parts: readonly number[]) => `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** The overlay's ground over black and over white: whatever the exhibit shows lies in between. */
function grounds(theme: ReadonlyMap<string, string>): readonly string[] {
  const [red = 0, green = 0, blue = 0, percent = 0] = (theme.get('cover')?.match(/\d+/g) ?? []).map(Number);
  expect(percent).toBe(92);
  return [0, 255].map((below) => hex([red, green, blue].map((part) => part * 0.92 + below * 0.08)));
}

const THEMES = [
  ['dark', colours(darkText)],
  ['light', colours(darkText, lightText)],
] as const;

const SHAPES = ['rim-healthy', 'rim-warning', 'error', 'rim-fatal', 'unknown', 'rim-paused', 'closed'];

describe.each(THEMES)('the %s theme', (_, theme) => {
  const colour = (name: string) => theme.get(name) ?? '';
  const surfaces = [...grounds(theme), colour('raised')];

  it.each(['text', 'quiet'])('keeps %s readable on every ground', (name) => {
    for (const surface of surfaces) expect(contrast(colour(name), surface), surface).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)('shows the shape of %s on every ground', (name) => {
    for (const surface of surfaces) expect(contrast(colour(name), surface), surface).toBeGreaterThanOrEqual(3);
  });

  it('shows what is in focus and what is best done now', () => {
    for (const surface of surfaces) expect(contrast(colour('accent'), surface), surface).toBeGreaterThanOrEqual(3);
    expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThanOrEqual(4.5);
  });
});
