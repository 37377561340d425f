import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { addressesOf, linkOf } from '../../electron/machine/network.ts';

function address(text: string, internal = false): NetworkInterfaceInfo {
  const common = { address: text, netmask: '', mac: '', internal, cidr: null };
  return text.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' };
}

it('addresses are those by which others reach the machine, IPv4 first', () => {
  const found = addressesOf({
    lo: [address('127.0.0.1', true), address('::1', true)],
    eth0: [address('fe80::1'), address('2001:db8::5'), address('192.168.1.20')],
    wlan0: [address('169.254.7.7'), address('10.0.0.7')],
    gone: undefined,
  });
  expect(found).toEqual([
    { interface: 'eth0', address: '192.168.1.20' },
    { interface: 'wlan0', address: '10.0.0.7' },
    { interface: 'eth0', address: '2001:db8::5' },
  ]);
});

it.each([
  ['Connected to 02:00:00:00:00:01 (on wlan0)\n\tSSID: Museum\n\tfreq: 5180\n\tsignal: -62 dBm\n', { name: 'Museum', signal_percent: 76 }],
  ['Connected to 02:00:00:00:00:01 (on wlan0)\n\tSSID: Caf\\xc3\\xa9: 1\n', { name: 'Café: 1', signal_percent: null }],
  ['\tSSID: near\n\tsignal: -30 dBm', { name: 'near', signal_percent: 100 }],
  ['\tSSID: far\n\tsignal: -110 dBm', { name: 'far', signal_percent: 0 }],
  ['Not connected.\n', null],
])('what iw says: %j', (text, wifi) => {
  expect(linkOf(text)).toEqual(wifi);
});
