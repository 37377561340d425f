/** What a real supervisor says to the systemd that has started it, which is a socket here. */
import { join } from 'node:path';
import { DgramSocket } from 'node-unix-socket';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Running } from '../support/running.ts';

const heard: string[] = [];
let exhibit: Running;
let systemd: DgramSocket;

beforeEach(() => {
  heard.length = 0;
  exhibit = new Running('[service.core]\ncommand = ["sh", "-c", "env >seen.new; mv seen.new seen; exec sleep 1000"]\n');
  systemd = new DgramSocket();
  const path = join(exhibit.folder, 'run', 'systemd');
  systemd.bind(path);
  systemd.on('data', (message: Buffer) => heard.push(message.toString()));
  Object.assign(exhibit.environment, { NOTIFY_SOCKET: path, WATCHDOG_USEC: '2000000' });
});
afterEach(async () => {
  await exhibit.remove();
  systemd.close();
});

const said = (words: RegExp) => heard.some((message) => words.test(message));

test('ready, alive, how it is, reloading and stopping', async () => {
  await exhibit.start();
  await exhibit.until('it is ready', () => said(/^READY=1$/));
  await exhibit.until('it lives', () => heard.filter((message) => message === 'WATCHDOG=1').length > 2);
  await exhibit.until('it tells how it is', () => said(/^STATUS=Everything is running\.$/));
  exhibit.signal('SIGHUP');
  await exhibit.until(
    'it has reloaded',
    () => said(/^RELOADING=1\nMONOTONIC_USEC=\d+$/) && heard.filter((one) => one === 'READY=1').length === 2,
  );
  exhibit.signal('SIGTERM');
  expect(await exhibit.ended()).toBe(0);
  await exhibit.until('it has said so', () => said(/^STOPPING=1\nEXTEND_TIMEOUT_USEC=\d+$/));
});
