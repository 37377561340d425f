import { describe, expect, it } from 'vitest';
import { looksSecret, redactor } from '../../electron/platform/secrets/redact.ts';

const VALUE = 'corr"ect horse/42';
const clean = redactor([
  { name: 'alice.token', value: VALUE },
  { name: 'short', value: '12345' },
]);

describe('a known secret goes in every form', () => {
  it.each([
    ['as it is', `before ${VALUE} after`],
    ['in JSON and TOML', JSON.stringify({ text: VALUE })],
    ['in an address', `https://example.org/?q=${encodeURIComponent(VALUE)}#x`],
    ['in base64', Buffer.from(VALUE).toString('base64')],
    ['cut off', `a long line that ends in ${VALUE.slice(0, 9)}…`],
  ])('%s', (_, text) => {
    expect(clean(text)).toContain('[secret alice.token]');
    expect(clean(text)).not.toMatch(/corr\\?"?ect|horse|Y29yci/);
  });

  it('but one that is too short to be told from ordinary words', () => {
    expect(clean('frame 12345 of 99999')).toBe('frame 12345 of 99999');
  });
});

describe('what stands where secrets stand goes too', () => {
  it.each([
    ['DB_PASSWORD = "hunter2"', 'DB_PASSWORD = "[secret DB_PASSWORD]"'],
    ['{"apiKey":"abc","level":"info"}', '{"apiKey":"[secret apiKey]","level":"info"}'],
    ['GET /video?token=abc&size=3', 'GET /video?token=[secret token]&size=3'],
    ['rtsp://camera:hunter2@10.0.0.7/live', 'rtsp://[secret]@10.0.0.7/live'],
    ['Authorization: Bearer abcdef.123', 'Authorization: Bearer [secret]'],
    ['command = ["play", "--password", "hunter2"]', 'command = ["play", "--password", "[secret password]"]'],
    ['play --api-key hunter2 --loop', 'play --api-key [secret api-key] --loop'],
  ])('%s', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it.each(['token = { file = "secrets/ntfy.token" }', 'the author: Ann', 'spinning: 3', 'press any key = start'])(
    'and nothing else: %s',
    (text) => {
      expect(clean(text)).toBe(text);
    },
  );

  it('names that smell', () => {
    const names = ['DB_PASSWORD', 'apiKey', 'INVIGIL_TOKEN_ALICE', 'ntfy.token', 'STREAM_KEY', 'LOG_LEVEL', 'AUTHOR', 'KEYBOARD'];
    expect(names.filter(looksSecret)).toEqual(['DB_PASSWORD', 'apiKey', 'INVIGIL_TOKEN_ALICE', 'ntfy.token', 'STREAM_KEY']);
  });
});
