import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startForTest } from '../support/start-for-test.ts';

/** A folder that stands in for /dev. */
function devices(): string {
  const folder = mkdtempSync(join(tmpdir(), 'inv-dev-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** As a program that reads its device: it ends when that is unplugged. */
const READER = '#!/bin/sh\nwhile [ -e "$1" ]; do sleep 0.05; done\necho "lost $1"\nexit 1\n';
const reading = (device: string, wait = device) =>
  `[service.core]\ncommand = ["./reader.sh", "${device}"]\nwait_for = [{ device = "${wait}" }]\n`;
const plug = (device: string) => writeFileSync(device, '');

describe('a service that waits for a device', () => {
  test('is back after each of five unpluggings, without a restart counted', { timeout: 120_000 }, async () => {
    const device = join(devices(), 'ttyACM0');
    const exhibit = await startForTest(reading(device), { 'reader.sh': READER });
    const missing = { what: `device ${device}`, detail: `no such file ${device}` };
    await exhibit.reaches('core waiting');
    expect((await exhibit.service('core')).waiting_for).toMatchObject(missing);
    const took: number[] = [];
    for (let turn = 0; turn <= 5; turn++) {
      const plugged = performance.now();
      plug(device);
      await exhibit.until('its program runs', async () => (await exhibit.service('core')).pid !== null);
      took.push(Math.round(performance.now() - plugged));
      await exhibit.reaches('core running');
      rmSync(device);
      await exhibit.reaches('core waiting');
      const { waiting_for, restarts } = await exhibit.service('core');
      expect(waiting_for).toMatchObject(missing);
      expect(restarts).toBe(0);
    }
    expect(exhibit.log('core')).not.toMatch(/given up|cannot start|restart \d/);
    expect(exhibit.log('core').split(`ended, because device ${device} is gone (no such file ${device})`)).toHaveLength(7);
    console.info(`plugged in: its program ran after ${took.join(', ')} ms`);
  });

  test('survives its loss when its program does, and is left alone', async () => {
    const folder = devices();
    const [link, node] = [join(folder, 'usb-Arduino'), join(folder, 'ttyACM0')];
    plug(node);
    symlinkSync(node, link);
    const exhibit = await startForTest(`[service.core]\ncommand = "sleep 1000"\nwait_for = [{ device = "${link}" }]\n`);
    await exhibit.reaches('core running');
    const before = await exhibit.service('core');
    rmSync(node);
    const witness = `[service.core]\ncommand = "sleep 1000"\nwait_for = [{ device = "${link}" }]\n[service.other]\ncommand = "sleep 1"\nwait_for = [{ device = "${node}" }]\n`;
    exhibit.write(witness);
    await exhibit.command('reload');
    await exhibit.until('the loss is seen', async () => (await exhibit.service('other')).waiting_for?.detail === `no such file ${node}`);
    expect(await exhibit.service('core')).toMatchObject({ state: 'running', pid: before.pid, restarts: 0 });
    // What ends later, for whatever reason, waits as well.
    process.kill(before.pid ?? 0, 'SIGKILL');
    await exhibit.reaches('core waiting, other waiting');
    expect((await exhibit.service('core')).waiting_for?.what).toBe(`device ${link}`);
  });

  test('is restarted as ever when it ends and the device is there', async () => {
    const device = join(devices(), 'ttyACM0');
    plug(device);
    const exhibit = await startForTest(reading(device), { 'reader.sh': READER });
    await exhibit.reaches('core running');
    process.kill((await exhibit.service('core')).pid ?? 0, 'SIGKILL');
    await exhibit.until('a restart', async () => (await exhibit.service('core')).restarts === 1);
    await exhibit.reaches('core running');
  });
});

describe('a service that waits for a server', () => {
  async function serve(server: Server, port: number): Promise<number> {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  /** As a program that plays to a server: it ends when the connection does. */
  const CLIENT =
    "require('net').connect(process.argv[2], '127.0.0.1').on('error', () => {}).on('close', () => process.exit(1)).resume();\n";

  test('waits when its end comes of the end of the server', async () => {
    const clients = new Set<Socket>();
    const accept = (client: Socket) => clients.add(client.on('error', () => client.destroy()));
    const end = (server: Server) => {
      for (const client of clients) client.destroy();
      clients.clear();
      return new Promise((resolve) => server.close(resolve));
    };
    const first = createServer(accept);
    const port = await serve(first, 0);
    const command = `["${process.execPath}", "client.cjs", "${port}"]`;
    const exhibit = await startForTest(`[service.core]\ncommand = ${command}\nwait_for = [{ tcp = "127.0.0.1:${port}" }]\n`, {
      'client.cjs': CLIENT,
    });
    await exhibit.reaches('core running');
    await end(first);
    await exhibit.reaches('core waiting');
    const { waiting_for, restarts } = await exhibit.service('core');
    expect(waiting_for).toMatchObject({ what: `tcp 127.0.0.1:${port}`, detail: 'connection refused' });
    expect(restarts).toBe(0);
    const second = createServer(accept);
    onTestFinished(() => end(second).then(() => undefined));
    await serve(second, port);
    await exhibit.reaches('core running');
    expect((await exhibit.service('core')).restarts).toBe(0);
  });
});
