/** The examples, line by line: what joining costs a program, and that the docs show these very files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CLIENTS } from './support.ts';

/** Most lines that a program may have to add. */
const MOST_ADDED = 12;

const EXAMPLES = [
  ['python', 'plain.py'],
  ['python', 'asyncio_loop.py'],
  ['python', 'threads.py'],
  ['c', 'example.c'],
  ['c', 'example.cpp'],
] as const;

const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');
const files = (client: string, name: string) => ({
  joined: linesOf(join(CLIENTS, client, 'examples', name)),
  without: linesOf(join(CLIENTS, client, 'examples', 'without', name)),
});

/** How many lines come on top; null when something has to be taken away or moved for it. */
function added(without: readonly string[], joined: readonly string[]): number | null {
  let kept = 0;
  for (const line of joined) if (line === without[kept]) kept += 1;
  return kept === without.length ? joined.length - without.length : null;
}

/** The blocks of ```diff in a page: the lines with what was added, and without. */
function shown(page: string): { joined: string[]; without: string[] }[] {
  return [...page.matchAll(/^```diff\n([\s\S]*?)^```$/gm)].map(([, block = '']) => {
    const lines = block.trimEnd().split('\n');
    const text = (line: string) => line.slice(1);
    return { joined: lines.map(text), without: lines.filter((line) => !line.startsWith('+')).map(text) };
  });
}

describe.each(EXAMPLES)('the example of the %s client in %s', (client, name) => {
  const { joined, without } = files(client, name);

  test(`joins with at most ${MOST_ADDED} lines, and nothing else changes`, () => {
    const lines = added(without, joined);
    expect(lines).not.toBeNull();
    expect(lines).toBeGreaterThan(0);
    expect(lines).toBeLessThanOrEqual(MOST_ADDED);
  });

  test('stands in the docs as it is, before and after', () => {
    const page = readFileSync(join(CLIENTS, '../../docs', `clients-${client}.md`), 'utf8');
    expect(shown(page)).toContainEqual({ joined, without });
  });
});

test('a line that was changed, taken away or moved is no added line', () => {
  expect(added(['a', 'b'], ['a', 'x', 'b'])).toBe(1);
  expect(added(['a', 'b'], ['a', 'x'])).toBeNull();
  expect(added(['a', 'b'], ['b', 'a'])).toBeNull();
});
