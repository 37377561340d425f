import { describe, expect, it } from 'vitest';
import { commonVersion, parseMessage } from '../../electron/heartbeat/protocol.ts';

const parse = (value: unknown) => parseMessage(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
const from = { service: 'core', instance: 'core-1' };

describe('messages of services', () => {
  it('reads each type and leaves unknown fields out', () => {
    expect(parse({ ...from, type: 'hello', v: [1, 2], ready: true, colour: 'red' })).toEqual({
      kind: 'message',
      message: { ...from, type: 'hello', v: [1, 2], client: null, ready: true },
    });
    expect(parse({ ...from, type: 'busy', for_ms: 500 })).toMatchObject({ kind: 'message', message: { for_ms: 500, why: null } });
    expect(parse({ ...from, type: 'error', message: 'no led', fatal: true })).toMatchObject({ message: { fatal: true, traceback: null } });
    expect(parse({ ...from, type: 'metric', name: 'fps', value: 60 })).toMatchObject({ message: { labels: {} } });
    expect(parse({ ...from, type: 'bye' })).toMatchObject({ kind: 'message' });
    expect(parse({ ...from, type: 'health', checks: [{ name: 'led', status: 'warning', message: null }] })).toMatchObject({
      message: { checks: [{ name: 'led', status: 'warning', message: null, timestamp: null, metadata: {} }] },
    });
  });

  it('takes a beat whatever is wrong with what it carries', () => {
    expect(parse({ ...from, type: 'beat', progress: 'seven', status: 'fine', seq: {} })).toEqual({
      kind: 'message',
      message: { ...from, type: 'beat', progress: null, status: null, message: null },
    });
    expect(parse(`{"service":"core","instance":"core-1","type":"beat","progress":1e999,"status":"error","message":"hot"}`)).toEqual({
      kind: 'message',
      message: { ...from, type: 'beat', progress: null, status: 'error', message: 'hot' },
    });
    expect(parse({ ...from, type: 'beat', progress: 7, message: null })).toMatchObject({ message: { progress: 7, message: null } });
  });

  it('ignores types that it does not know', () => {
    expect(parse({ ...from, type: 'dance' })).toEqual({ kind: 'unknown' });
  });

  it.each(['', '{"type":', 'null', '[]', '"beat"', '{"type":"beat"}', { ...from, type: 'hello' }, { ...from, type: 'busy', for_ms: -1 }])(
    'does not take %j',
    (value) => {
      expect(parse(value)).toMatchObject({ kind: 'unreadable' });
    },
  );

  it('says what was wrong', () => {
    expect(parse({ ...from, type: 'busy', for_ms: 'long' })).toMatchObject({ why: expect.stringContaining('for_ms') });
    expect(parse({ ...from, type: 'beat', instance: 7 })).toMatchObject({ why: expect.stringContaining('instance') });
  });
});

describe('the protocol version', () => {
  it('is one that both sides speak', () => {
    expect(commonVersion(1)).toBe(1);
    expect(commonVersion([3, 1])).toBe(1);
    expect(commonVersion([])).toBeNull();
    expect(commonVersion([2, 3])).toBeNull();
  });
});
