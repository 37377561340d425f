import { expect, it } from 'vitest';
import { readNotify } from '../../electron/heartbeat/notify-message.ts';

it('reads several assignments of one datagram in their order', () => {
  expect(readNotify('READY=1\nSTATUS=a = b\nWATCHDOG=1\n')).toEqual([
    { kind: 'ready' },
    { kind: 'status', text: 'a = b' },
    { kind: 'alive' },
  ]);
});

it('gives times in milliseconds', () => {
  expect(readNotify('WATCHDOG_USEC=1500\nEXTEND_TIMEOUT_USEC=30000000')).toEqual([
    { kind: 'timeout', ms: 1.5 },
    { kind: 'extend', ms: 30_000 },
  ]);
});

it('tells a trigger, the end, a reload and a main pid apart', () => {
  expect(readNotify('WATCHDOG=trigger\nSTOPPING=1\nRELOADING=1\nMAINPID=7').map((word) => word.kind)).toEqual([
    'fatal',
    'stopping',
    'reloading',
    'main-pid',
  ]);
});

it('ignores what means nothing here', () => {
  expect(readNotify('FDSTORE=1\nX_OURS=2\nBARRIER=1')).toEqual([]);
});

it.each(['ready', '=1', 'WATCHDOG=2', 'READY=yes', 'WATCHDOG_USEC=0', 'WATCHDOG_USEC=5s', 'EXTEND_TIMEOUT_USEC=-1'])(
  'counts %j as malformed',
  (line) => {
    expect(readNotify(line)).toEqual([{ kind: 'malformed', line }]);
  },
);
