/** A reboot that a person asks for, through a real message bus to a logind of the test. */
import { expect, onTestFinished, test } from 'vitest';
import { ask } from '../api/doors.ts';
import { noBusDaemon, privateBus } from '../support/bus.ts';
import { rebootableMachine } from '../support/logind.ts';
import { Running } from '../support/running.ts';

test.skipIf(noBusDaemon)('a reboot is asked of logind when it was confirmed, and not before', async () => {
  const bus = privateBus();
  await bus.start();
  const asked = await rebootableMachine(bus.address);
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
