import { joinBus } from './bus.ts';

/** A logind on this bus that lets the machine be rebooted, and only writes down that it was asked. */
export async function rebootableMachine(bus: string): Promise<readonly string[]> {
  const asked: string[] = [];
  await joinBus(bus, 'org.freedesktop.login1', ({ member }) => {
    if (member === 'CanReboot') return { signature: 's', body: ['yes'] };
    if (member !== 'Reboot') return { error: 'org.freedesktop.DBus.Error.UnknownMethod' };
    asked.push(member);
    return { signature: '', body: [] };
  });
  return asked;
}
