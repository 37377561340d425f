/** A reboot that a person asks for, through a real message bus to a logind of the test. */
import { expect, onTestFinished, test } from 'vitest';
import { ask } from '../api/doors.ts';
import { joinBus, noBusDaemon, privateBus } from '../support/bus.ts';
import { Running } from '../support/running.ts';

test.skipIf(noBusDaemon)('a reboot is asked of logind when it was confirmed, and not before', async () => {
  const bus = privateBus();
  await bus.start();
  const asked: string[] = [];
  await joinBus(bus.address, 'org.freedesktop.login1', ({ member }) => {
    if (member === 'CanReboot') return { signature: 's', body: ['yes'] };
    if (member !== 'Reboot') return { error: 'org.freedesktop.DBus.Error.UnknownMethod' };
    asked.push(member);
    return { signature: '', body: [] };
  });
  const exhibit = new Running('[service.core]\ncommand = "sleep 1000"\n');
  onTestFinished(() => exhibit.remove());
  exhibit.environment['DBUS_SYSTEM_BUS_ADDRESS'] = bus.address;
  await exhibit.start();

  const first = await exhibit.command('reboot');
  expect(first.status).toBe(428);
  expect(asked).toEqual([]);
  const headers = { 'x-invigil-confirmation': JSON.parse(first.body).confirmation.token };
  expect(await ask(exhibit.socket, 'POST', '/api/v1/commands/reboot', { body: '{}', headers })).toMatchObject({
    status: 200,
    body: { back_in_ms: expect.any(Number) },
  });
  expect(asked).toEqual(['Reboot']);
});
