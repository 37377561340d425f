import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DgramSocket } from 'node-unix-socket';
import { expect, it, onTestFinished } from 'vitest';
import { openSystemdNotify } from '../../electron/platform/systemd-notify.ts';
import { until } from '../support/until.ts';

function systemd() {
  const folder = mkdtempSync(join(tmpdir(), 'inv-'));
  const socket = new DgramSocket();
  const heard: string[] = [];
  const path = join(folder, 'notify');
  socket.bind(path);
  socket.on('data', (message: Buffer) => heard.push(message.toString()));
  onTestFinished(() => {
    socket.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { path, heard };
}

it('says it in the words of sd_notify', async () => {
  const { path, heard } = systemd();
  const notify = openSystemdNotify({ NOTIFY_SOCKET: path }, 7, () => 1_234.5);
  notify?.ready();
  notify?.reloading();
  notify?.status(`Two\nlines ${'and more '.repeat(100)}`);
  notify?.alive();
  notify?.stopping(9_000);
  await until('five messages', () => heard.length === 5);
  notify?.close();
  expect(heard.with(2, 'status')).toEqual([
    'READY=1',
    'RELOADING=1\nMONOTONIC_USEC=1234500',
    'status',
    'WATCHDOG=1',
    'STOPPING=1\nEXTEND_TIMEOUT_USEC=9000000',
  ]);
  expect(heard[2]).toMatch(/^STATUS=Two lines and more /);
  expect(heard[2]).toHaveLength('STATUS='.length + 300);
});

it.each([
  [{ WATCHDOG_USEC: '5000000', WATCHDOG_PID: '7' }, 5_000],
  [{ WATCHDOG_USEC: '5000000' }, 5_000],
  [{ WATCHDOG_USEC: '5000000', WATCHDOG_PID: '8' }, null],
  [{ WATCHDOG_USEC: 'soon' }, null],
  [{}, null],
])('the watchdog of %o', (environment, expected) => {
  const notify = openSystemdNotify({ NOTIFY_SOCKET: '/nowhere', ...environment }, 7, () => 0);
  expect(notify?.watchdogMs).toBe(expected);
  notify?.alive();
  notify?.close();
});

it('is nothing where no systemd listens', () => {
  expect(openSystemdNotify({}, 7, () => 0)).toBeNull();
  expect(openSystemdNotify({ NOTIFY_SOCKET: '@abstract' }, 7, () => 0)).toBeNull();
});
