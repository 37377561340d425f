import { expect, test } from 'vitest';
import { jsonOf } from '../../electron/platform/json.ts';

test('what is no JSON is undefined, which JSON itself never is', () => {
  expect(jsonOf('{"a":[1]}')).toEqual({ a: [1] });
  expect(jsonOf('null')).toBeNull();
  for (const none of ['', '{"a":', 'undefined']) expect(jsonOf(none)).toBeUndefined();
});
