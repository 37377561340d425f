import { expect, it } from 'vitest';
import { MessageReader, readString, request } from '../../electron/session/wire.ts';

it('writes a request: object, size and opcode, arguments', () => {
  expect(request(1, 0, 2).toString('hex')).toBe('0100000000000c0002000000');
});

it('cuts messages out of pieces of any size', () => {
  const bytes = Buffer.concat([request(2, 1, 7), request(3, 0, 8, 9)]);
  for (let size = 1; size <= bytes.length; size += 1) {
    const reader = new MessageReader();
    const messages = [];
    for (let at = 0; at < bytes.length; at += size) messages.push(...(reader.push(bytes.subarray(at, at + size)) ?? []));
    expect(messages.map(({ object, opcode, body }) => [object, opcode, body.toString('hex')])).toEqual([
      [2, 1, '07000000'],
      [3, 0, '0800000009000000'],
    ]);
  }
});

it('says when it is no Wayland', () => {
  expect(new MessageReader().push(Buffer.alloc(16))).toBeNull();
});

it('reads a string', () => {
  expect(readString(Buffer.from('\x0a\0\0\0wl_output\0\0\0', 'latin1'), 0)).toBe('wl_output');
});
