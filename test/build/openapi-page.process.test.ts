import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { DESCRIPTION, describe, PAGE, page } from '../../build/openapi-page.ts';

const described = await describe();

test('the description and the page in docs/ are those that a supervisor makes (node build/openapi-page.ts)', () => {
  expect(JSON.parse(readFileSync(DESCRIPTION, 'utf8'))).toEqual(described);
  expect(readFileSync(PAGE, 'utf8')).toBe(page(described));
});

const documentSchema = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string(),
        parameters: z.array(z.looseObject({ in: z.string(), name: z.string() })).default([]),
        responses: z.looseObject({ 200: z.object({ content: z.record(z.string(), z.unknown()) }).loose(), default: z.unknown() }),
      }),
    ),
  ),
});

test('every operation has a name of its own, says what it answers, and what stands in its path', () => {
  const { paths } = documentSchema.parse(described);
  const ids: string[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    for (const { operationId, parameters } of Object.values(methods)) {
      ids.push(operationId);
      const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      expect(inPath, path).toEqual(Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name));
    }
  }
  expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
  expect(ids).toEqual(expect.arrayContaining(['getStatus', 'getIncidentsNumberPicture', 'commandRestart', 'signIn', 'followEvents']));
});

test('every reference leads somewhere', () => {
  const text = JSON.stringify(described);
  for (const [, reference = ''] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
    let place: unknown = described;
    for (const part of reference.slice(2).split('/')) place = z.record(z.string(), z.unknown()).parse(place)[part];
    expect(place, reference).toBeDefined();
  }
});
