import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createNetworkBack } from '../../electron/supervisor/network-back.ts';

const ROUTE = 'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\neth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\n';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('tells once when there is a route again, and looks only while somebody could not be told', () => {
  let ipv4 = ROUTE;
  let looks = 0;
  const back = vi.fn();
  const network = createNetworkBack(back, () => {
    looks += 1;
    return { ipv4, ipv6: '' };
  });
  vi.advanceTimersByTime(5_000);
  expect(looks).toBe(0);
  network.trouble('phone', true);
  network.trouble('mail', true);
  vi.advanceTimersByTime(5_000);
  expect(back).not.toHaveBeenCalled();
  ipv4 = '';
  vi.advanceTimersByTime(5_000);
  ipv4 = ROUTE;
  vi.advanceTimersByTime(5_000);
  expect(back).toHaveBeenCalledOnce();
  network.trouble('phone', false);
  network.trouble('mail', false);
  const seen = looks;
  vi.advanceTimersByTime(60_000);
  expect(looks).toBe(seen);
});
