import { expect, it } from 'vitest';
import { readStructured } from '../../electron/log/structured.ts';

it.each([
  [
    'pino',
    '{"level":30,"time":1763737500123,"pid":7,"hostname":"box","msg":"frame","n":1}',
    { level: 'info', message: 'frame', rest: [['n', 1]] },
  ],
  [
    'bunyan',
    '{"name":"core","hostname":"box","pid":7,"level":50,"msg":"no camera","time":"2026-11-21T15:00:00.123Z","v":0}',
    { level: 'error', message: 'no camera', rest: [['name', 'core']] },
  ],
  [
    'winston, coloured',
    '{"level":"\\u001b[33mwarn\\u001b[39m","message":"late","timestamp":"2026-11-21T15:00:00.123Z"}',
    { level: 'warning', message: 'late', rest: [] },
  ],
  [
    'zap',
    '{"level":"dpanic","ts":1763737500.1,"caller":"a.go:3","msg":"stop"}',
    { level: 'fatal', message: 'stop', rest: [['caller', 'a.go:3']] },
  ],
  ['structlog', '{"event":"loaded","level":"debug","images":3}', { level: 'debug', message: 'loaded', rest: [['images', 3]] }],
  ['python-json-logger', '{"levelname":"CRITICAL","message":"x"}', { level: 'fatal', message: 'x', rest: [] }],
  ['Google Cloud', '{"severity":"NOTICE","message":"x"}', { level: 'info', message: 'x', rest: [] }],
  [
    'a level that nobody knows',
    '{"level":"odd","msg":"x","pid":7}',
    {
      level: null,
      message: 'x',
      rest: [
        ['level', 'odd'],
        ['pid', 7],
      ],
    },
  ],
  ['a level alone', '{"level":20,"a":1}', { level: 'debug', message: null, rest: [['a', 1]] }],
  ['a message that is none', '{"level":"info","msg":{"a":1}}', { level: 'info', message: null, rest: [['msg', { a: 1 }]] }],
])('%s', (_, text, expected) => {
  expect(readStructured(text)).toEqual({ ...expected, fields: JSON.parse(text) });
});

it.each([
  'text',
  '{not json}',
  '{"a":1}',
  '[{"msg":"x"}]',
  '{"msg":"x"} and more',
  '{"level":"constructor"}',
  `{"msg":"x","a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
])('stays as it is: %.40j', (text) => {
  expect(readStructured(text)).toBeNull();
});
