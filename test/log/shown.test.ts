import { expect, it } from 'vitest';
import { shownLine } from '../../electron/log/shown.ts';

const ESC = '\u001b';

it.each([
  ['{"level":30,"msg":"frame","n":1,"ok":true,"none":null}', 'INFO  frame n=1 ok=true none=null'],
  ['{"level":"fatal","message":"no picture"}', 'FATAL no picture'],
  ['{"msg":"no level","a":"b"}', 'no level a=b'],
  ['{"level":"debug","a":"two words","empty":"","quote":"x=1"}', 'DEBUG a="two words" empty="" quote="x=1"'],
  ['{"msg":"first\\nsecond \\u001b[2Jline","b":"\\u0007ring"}', 'first\\nsecond line b="ring"'],
  ['{"msg":"x","req":{"method":"GET","of":{"a":1}},"list":[1,"b",[3]]}', 'x req={method=GET of={a=1}} list=[1 b [3]]'],
  ['{"msg":"x","a":{"b":{"c":{"d":1}}}}', 'x a={b={c={…}}}'],
  ['{"msg":"x","err":{"type":"TypeError","message":"a is undefined","stack":"TypeError\\n at b"}}', 'x err="a is undefined"'],
  ['{"a":1}', '{"a":1}'],
  [`${ESC}[1mbold`, 'bold'],
])('%s', (text, shown) => {
  expect(shownLine(text, false)).toBe(shown);
});

it('keeps nested values short', () => {
  const shown = shownLine(`{"msg":"x","list":${JSON.stringify(Array.from({ length: 1000 }, (_, i) => i))}}`, false);
  expect(shown).toMatch(/^x list=\[0 1 2 .*…$/);
  expect(shown).toHaveLength('x list='.length + 60);
});

it('has the colour of its level on a terminal', () => {
  expect(shownLine('{"level":40,"msg":"late","ms":41}', true)).toBe(`${ESC}[33mWARN ${ESC}[39m late ${ESC}[2mms=${ESC}[22m41`);
  expect(shownLine(`${ESC}[1mbold`, true)).toBe(`${ESC}[1mbold${ESC}[0m`);
});
