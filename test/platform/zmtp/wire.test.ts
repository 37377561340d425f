import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commandFrame,
  type Frame,
  FrameReader,
  GREETING,
  messageFrame,
  readyFrame,
  socketTypeOf,
} from '../../../electron/platform/zmtp/wire.ts';

const MOST = 1000;
const MORE = 1;

/** All that is read when the bytes come in these pieces, each lent for as long as it is read. */
function readAll(pieces: readonly Buffer[]): Frame[] {
  const reader = new FrameReader(MOST);
  return pieces.flatMap((piece) => {
    const lent = Buffer.from(piece);
    reader.push(lent);
    const frames: Frame[] = [];
    for (let frame = reader.next(); frame !== null && frames.at(-1)?.kind !== 'broken'; frame = reader.next()) frames.push(copy(frame));
    reader.keep();
    lent.fill(0xee);
    return frames;
  });
}

function copy(frame: Frame): Frame {
  if (frame.kind === 'message') return { ...frame, body: Buffer.from(frame.body) };
  return frame.kind === 'command' ? { ...frame, data: Buffer.from(frame.data) } : frame;
}

/** What is said after a greeting. */
const after = (...bytes: readonly Buffer[]) => readAll([GREETING, ...bytes]);

describe('frames', () => {
  it('are the same however their bytes are cut', () => {
    const message = fc.uint8Array({ maxLength: 600 });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 5 }), fc.array(fc.nat(2000)), (bodies, cuts) => {
        const bytes = Buffer.concat([GREETING, readyFrame('DEALER'), ...bodies.map((body) => messageFrame(Buffer.from(body)))]);
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const pieces = places.slice(1).map((place, index) => bytes.subarray(places[index], place));
        const [ready, ...messages] = readAll(pieces);
        expect(ready).toMatchObject({ kind: 'command', name: 'READY' });
        expect(messages).toEqual(bodies.map((body) => ({ kind: 'message', more: false, body: Buffer.from(body) })));
      }),
    );
  });

  it('are read to their greatest length, and no further', () => {
    expect(after(messageFrame(Buffer.alloc(MOST)))).toMatchObject([{ kind: 'message' }]);
    const tooLong = { kind: 'broken', why: `a frame of ${MOST + 1} bytes; at most ${MOST}` };
    // Known by its head: nothing of it is waited for.
    expect(after(messageFrame(Buffer.alloc(MOST + 1)).subarray(0, 9))).toEqual([tooLong]);
    expect(after(Buffer.from([2, 255, 255, 255, 255, 255, 255, 255, 255]))).toMatchObject([{ kind: 'broken' }]);
  });

  it('say whether more of the message follows', () => {
    const part = messageFrame(Buffer.from('part'));
    part[0] = MORE;
    expect(after(part, messageFrame(Buffer.from('end')))).toMatchObject([{ more: true }, { more: false }]);
  });

  it('of commands carry a name, and the data after it', () => {
    expect(after(commandFrame('PING', Buffer.from([0, 10, 7])))).toEqual([
      { kind: 'command', name: 'PING', data: Buffer.from([0, 10, 7]) },
    ]);
    expect(after(Buffer.from([4, 1, 200]))).toEqual([{ kind: 'command', name: '', data: Buffer.alloc(0) }]);
    expect(after(Buffer.from([4, 0]))).toEqual([{ kind: 'command', name: '', data: Buffer.alloc(0) }]);
  });
});

describe('a greeting', () => {
  const changed = (at: number, ...bytes: readonly number[]) => {
    const greeting = Buffer.from(GREETING);
    greeting.set(bytes, at);
    return greeting;
  };

  it('of a newer minor version is taken', () => {
    expect(readAll([changed(10, 3, 9), messageFrame(Buffer.from('x'))])).toMatchObject([{ kind: 'message' }]);
  });

  it.each([
    ['of HTTP, by its first byte', Buffer.from('G'), 'no greeting of ZeroMQ 4 or later'],
    ['of ZeroMQ 3', changed(10, 2), 'no greeting of ZeroMQ 4 or later'],
    ['that only begins as one', changed(9, 0), 'no greeting of ZeroMQ 4 or later'],
    ['with keys', changed(12, ...Buffer.from('CURVE')), 'the security mechanism CURVE; NULL is spoken here'],
  ])('%s is refused', (_name, bytes, why) => {
    expect(readAll([bytes])).toEqual([{ kind: 'broken', why }]);
  });
});

describe('READY', () => {
  const dataOf = (bytes: Buffer) => {
    const [frame] = after(bytes);
    return frame?.kind === 'command' ? frame.data : Buffer.alloc(0);
  };

  it('says which socket is at the other end, among other things', () => {
    const identity = Buffer.from('\x08Identity\0\0\0\x02me', 'latin1');
    expect(socketTypeOf(Buffer.concat([identity, dataOf(readyFrame('ROUTER'))]))).toBe('ROUTER');
    expect(socketTypeOf(Buffer.from('\x0bSOCKET-TYPE\0\0\0\x03REQ', 'latin1'))).toBe('REQ');
  });

  it('that says nothing of it, or is cut off, says nothing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (data) => void socketTypeOf(Buffer.from(data))));
    for (const text of ['', '\x0bSocket-Type', '\x0bSocket-Type\0\0', '\xffSocket'])
      expect(socketTypeOf(Buffer.from(text, 'latin1'))).toBeNull();
  });
});
