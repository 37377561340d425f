import { expect, test } from 'vitest';
import { bootId, bootUptimeMs, createSleepDetector, monotonicMs } from '../../electron/platform/clock.ts';

function clocks() {
  const now = { monotonic: 1000, uptime: 1000, wall: 1_700_000_000_000 };
  const pass = (ms: number) => {
    now.monotonic += ms;
    now.uptime += ms;
    now.wall += ms;
  };
  const detector = createSleepDetector({ monotonicMs: () => now.monotonic, bootUptimeMs: () => now.uptime, wallMs: () => now.wall });
  return { now, pass, detector };
}

test('time that passes is neither sleep nor step', () => {
  const { pass, detector } = clocks();
  pass(3_600_000);
  expect(detector.look()).toEqual({ sleptMs: 0, steppedMs: 0 });
});

test('what the uptime counts and the monotonic clock does not is sleep, told once', () => {
  const { now, pass, detector } = clocks();
  pass(500);
  now.uptime += 90_000;
  now.wall += 90_000;
  expect(detector.look()).toEqual({ sleptMs: 90_000, steppedMs: 0 });
  pass(500);
  expect(detector.look()).toEqual({ sleptMs: 0, steppedMs: 0 });
});

test.each([3_600_000, -7_200_000])('a wall clock that moves by %i ms alone was stepped', (step) => {
  const { now, pass, detector } = clocks();
  pass(500);
  now.wall += step;
  expect(detector.look()).toEqual({ sleptMs: 0, steppedMs: step });
  expect(detector.look()).toEqual({ sleptMs: 0, steppedMs: 0 });
});

test('sleep and step at once are told apart', () => {
  const { now, detector } = clocks();
  now.uptime += 10_000;
  now.wall += 10_000 + 3_600_000;
  expect(detector.look()).toEqual({ sleptMs: 10_000, steppedMs: 3_600_000 });
});

test('the resolution of the clocks is no sleep, also not over many looks', () => {
  const { now, pass, detector } = clocks();
  for (let at = 0; at < 1000; at++) {
    pass(1000);
    now.uptime += at % 2 === 0 ? 10 : -10;
    expect(detector.look()).toEqual({ sleptMs: 0, steppedMs: 0 });
  }
});

test('the real clocks', () => {
  const before = monotonicMs();
  expect(monotonicMs()).toBeGreaterThanOrEqual(before);
  // Without sleep since boot they are the same; with it the uptime is more.
  expect(bootUptimeMs() - monotonicMs()).toBeGreaterThan(-20);
  expect(bootId()).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  expect(createSleepDetector().look()).toEqual({ sleptMs: 0, steppedMs: 0 });
});
