import { Variant } from 'dbus-next';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSystemBus } from '../../electron/platform/system-bus.ts';
import { joinBus, noBusDaemon, privateBus } from '../support/bus.ts';
import { until } from '../support/until.ts';

const NAME = 'org.invigil.Test';
const PATH = '/org/invigil/Test';

/** Our own end, and what it logged. */
function open(address: string) {
  const logged: string[] = [];
  const bus = openSystemBus({ address, log: (text) => logged.push(text) });
  onTestFinished(() => bus.close());
  const ask = (member: string, signature = '', body: unknown[] = []) =>
    bus.call({ destination: NAME, path: PATH, interface: NAME, member, signature, body });
  return { bus, logged, ask };
}

describe.skipIf(noBusDaemon)('the system bus', () => {
  it('carries a call and its answer, variants as their values', async () => {
    const daemon = privateBus();
    await daemon.start();
    await joinBus(daemon.address, NAME, ({ member, body }) =>
      member === 'Echo'
        ? { signature: 'sa{sv}', body: [body[0], { Active: new Variant('b', true), Seat: new Variant('(so)', ['seat0', '/s']) }] }
        : { error: 'org.invigil.Error.Unknown' },
    );
    const { ask, logged } = open(daemon.address);
    expect(await ask('Echo', 's', ['hello'])).toEqual(['hello', { Active: true, Seat: ['seat0', '/s'] }]);
    await expect(ask('Other')).rejects.toThrow('no Other here (org.invigil.Error.Unknown)');
    expect(logged).toEqual([]);
  });

  it('rejects a call to a name that nobody has, and one whose answer never comes when the bus goes', async () => {
    const daemon = privateBus();
    await daemon.start();
    const { ask } = open(daemon.address);
    await expect(ask('Echo')).rejects.toThrow('org.freedesktop.DBus.Error.ServiceUnknown');
    let asked = false;
    await joinBus(daemon.address, NAME, () => {
      asked = true;
      return null;
    }).then(({ leave }) => onTestFinished(leave));
    const lost = expect(ask('Echo')).rejects.toThrow(/closed|ECONNRESET/);
    await until('it is asked', () => asked);
    await daemon.stop();
    await lost;
  });

  it('says once that there is no bus, and rejects', async () => {
    const { ask, logged } = open('unix:path=/nowhere/socket');
    await expect(ask('Echo')).rejects.toThrow('ENOENT');
    await expect(ask('Echo')).rejects.toThrow('ENOENT');
    expect(logged).toEqual(['no system bus at unix:path=/nowhere/socket: connect ENOENT /nowhere/socket']);
  });

  it('hears the signals that it listens to, of that sender alone', async () => {
    const daemon = privateBus();
    await daemon.start();
    const other = await joinBus(daemon.address, 'org.invigil.Other', () => null);
    const { bus } = open(daemon.address);
    const heard: unknown[] = [];
    let begun = 0;
    let heardOfOther = 0;
    const stop = bus.listen(
      { sender: NAME, interface: NAME },
      (signal) => heard.push(signal.member, ...signal.body),
      () => begun++,
    );
    bus.listen(
      { sender: 'org.invigil.Other' },
      () => heardOfOther++,
      () => heardOfOther++,
    );
    await until('listening begins', () => begun === 1);
    const peer = await joinBus(daemon.address, NAME, () => null);
    await until('the sender is seen to come', () => begun === 2);
    other.signal(PATH, NAME, 'Foreign');
    await until('the other one is listened to', () => heardOfOther > 0);
    peer.signal(PATH, 'org.invigil.Elsewhere', 'Beside');
    peer.signal(PATH, NAME, 'Wanted', 's', ['it']);
    await until('the signal', () => heard.length > 0);
    stop();
    peer.signal(PATH, NAME, 'Unwanted');
    let after = false;
    bus.listen(
      { sender: NAME, member: 'After' },
      () => {
        after = true;
      },
      () => peer.signal(PATH, NAME, 'After'),
    );
    await until('what comes after', () => after);
    expect(heard).toEqual(['Wanted', 'it']);
  });

  it('comes back by itself when the bus is started anew, while somebody listens', async () => {
    const daemon = privateBus();
    const { bus, logged } = open(daemon.address);
    let begun = 0;
    const heard: string[] = [];
    bus.listen(
      { sender: NAME },
      ({ member }) => heard.push(member),
      () => begun++,
    );
    await until('it is missed', () => logged.length === 1);
    await daemon.start();
    await until('it is found', () => begun === 1, 20_000);
    await daemon.stop();
    await until('it is missed again', () => logged.length === 3);
    await daemon.start();
    const peer = await joinBus(daemon.address, NAME, () => null);
    await until('it is found again', () => begun >= 2, 20_000);
    peer.signal(PATH, NAME, 'Again');
    await until('its signal', () => heard.includes('Again'));
    expect(logged[1]).toBe('the system bus is there again');
  });
});
