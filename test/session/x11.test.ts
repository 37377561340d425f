import { expect, it } from 'vitest';
import { cookieOf, displayNumber, talkX11 } from '../../electron/session/x11.ts';

function entry(family: number, ...parts: readonly string[]): Buffer {
  const counted = parts.map((part) => Buffer.concat([Buffer.from([0, part.length]), Buffer.from(part, 'latin1')]));
  return Buffer.concat([Buffer.from([family >> 8, family & 255]), ...counted]);
}

it('knows which X servers are on this machine', () => {
  expect([':0', ':12.1', 'unix:3', 'far:0', '', undefined].map(displayNumber)).toEqual(['0', '12', '3', null, null, null]);
});

it('finds the cookie of a display', () => {
  const file = Buffer.concat([
    entry(0, 'far', '0', 'MIT-MAGIC-COOKIE-1', 'not ours'),
    entry(256, 'here', '0', 'XDM-AUTHORIZATION-1', 'another'),
    entry(256, 'here', '1', 'MIT-MAGIC-COOKIE-1', 'of one'),
    entry(65_535, '', '', 'MIT-MAGIC-COOKIE-1', 'of all'),
  ]);
  expect(cookieOf('1', file)?.toString()).toBe('of one');
  expect(cookieOf('0', file)?.toString()).toBe('of all');
  expect(cookieOf('0', file.subarray(0, 40))).toBeNull();
});

it('takes the answer of the server in pieces', () => {
  const welcome = talkX11('0', '/nowhere');
  expect(welcome.opening.toString('latin1', 0, 1)).toBe('l');
  expect(welcome.hear(Buffer.from([1, 0, 11]))).toBeNull();
  expect(welcome.hear(Buffer.alloc(5))).toEqual({ kind: 'answers', answer: 1 });
  expect(welcome.hear(Buffer.alloc(100))).toBeNull();
  const refusal = talkX11('0', '/nowhere');
  expect(refusal.hear(Buffer.concat([Buffer.from([0, 10, 11, 0, 0, 0, 3, 0]), Buffer.from('No pro')]))).toBeNull();
  expect(refusal.hear(Buffer.from('tocol'))).toEqual({ kind: 'refused', why: 'No protoco' });
});
