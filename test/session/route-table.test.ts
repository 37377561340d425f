import { describe, expect, it } from 'vitest';
import { defaultRoute } from '../../electron/session/route-table.ts';

// As /proc/net/route and /proc/net/ipv6_route showed them on Linux 6.18.
const HEAD = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT                                  \n';
const LAN = 'eth0\t0008090A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0        \n';
const BY_CABLE = 'eth0\t00000000\t0108090A\t0003\t0\t0\t100\t00000000\t0\t0\t0     \n';
const BY_RADIO = 'wlan0\t00000000\t0102A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0    \n';
const BLACKHOLE = '*\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0         \n';
const UNREACHABLE = '*\t00000000\t00000000\t0201\t0\t0\t0\t00000000\t0\t0\t0       \n';
/** Half of the addresses: not the default, though it begins with zeros as well. */
const HALF = 'tun0\t00000000\t0108090A\t0003\t0\t0\t0\t00000080\t0\t0\t0           \n';

const ZERO = '0'.repeat(32);
const REJECTED_6 = `${ZERO} 00 ${ZERO} 00 ${ZERO} ffffffff 00000001 00000000 00200200       lo\n`;
const LOCAL_6 = `${ZERO.slice(1)}1 80 ${ZERO} 00 ${ZERO} 00000000 00000002 00000000 80200001       lo\n`;
const LAN_6 = `fd00${ZERO.slice(4)} 40 ${ZERO} 00 ${ZERO} 00000100 00000001 00000000 00000001     eth0\n`;
const BY_CABLE_6 = `${ZERO} 00 ${ZERO} 00 fd00${ZERO.slice(5)}1 00000400 00000001 00000000 00000003     eth0\n`;
const NONE_6 = REJECTED_6 + LOCAL_6 + REJECTED_6;

describe('the default route', () => {
  it.each([
    ['nothing at all', '', '', null],
    ['a machine by itself', HEAD, NONE_6, null],
    ['a local network without a way out', HEAD + LAN, LAN_6 + NONE_6, null],
    ['IPv4', HEAD + LAN + BY_CABLE, NONE_6, 'eth0'],
    ['IPv4, and a kernel without IPv6', HEAD + BY_CABLE, '', 'eth0'],
    ['IPv6 alone', HEAD + LAN, LAN_6 + BY_CABLE_6 + NONE_6, 'eth0'],
    ['two ways', HEAD + BY_RADIO + BY_CABLE + LAN, NONE_6, 'wlan0'],
    ['a default that swallows everything', HEAD + BLACKHOLE + LAN, NONE_6, null],
    ['a default that refuses everything', HEAD + UNREACHABLE + LAN, NONE_6, null],
    ['one that refuses and one that leads out', HEAD + UNREACHABLE + BY_CABLE, NONE_6, 'eth0'],
    ['a route to half of the world', HEAD + HALF, NONE_6, null],
    ['a route that is not up', HEAD + BY_CABLE.replace('0003', '0002'), NONE_6, null],
  ])('%s', (_what, ipv4, ipv6, device) => {
    expect(defaultRoute(ipv4, ipv6)).toBe(device);
  });
});
