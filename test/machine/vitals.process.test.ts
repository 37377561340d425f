import { expect, it } from 'vitest';
import { createClockLook } from '../../electron/machine/clock-kept.ts';
import { createPowerLook } from '../../electron/machine/power-supply.ts';
import { createVitals } from '../../electron/machine/vitals.ts';
import { place } from './place.ts';

it('samples this machine', async () => {
  const { folder, bare } = place();
  const look = createVitals({ stateFolder: folder, environment: () => bare });
  const first = await look();
  expect(first.cpuPercent).toBe(null);
  for (const percent of [first.memoryPercent, first.diskPercent])
    expect(percent).toSatisfy((value) => Number(value) > 0 && Number(value) <= 100);
  expect(first.uptimeS).toBeGreaterThan(0);
});

it('counts what the cores did between two looks, and takes the busiest graphics card', async () => {
  const { folder, bare, file } = place();
  const look = createVitals({ stateFolder: folder, environment: () => bare, root: folder });
  file('proc/stat', 'cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 1 1 1 1\n');
  await look();
  file('proc/stat', 'cpu  130 10 110 830 15 5 0 0 99 0\n');
  file('proc/meminfo', 'MemTotal: 4000 kB\nMemAvailable: 1000 kB\n');
  file('sys/class/drm/card0/device/gpu_busy_percent', '7\n');
  file('sys/class/drm/card1/device/gpu_busy_percent', '42\n');
  file('sys/class/drm/card1-HDMI-A-1/device/gpu_busy_percent', '99\n');
  // 55 of 100 ticks.
  expect(await look()).toMatchObject({ cpuPercent: 55, memoryPercent: 75, gpuPercent: 42 });
});

it('what the machine does not tell is null', async () => {
  const { folder, bare } = place();
  const sample = await createVitals({ stateFolder: `${folder}/none`, environment: () => bare, root: folder })();
  const { cpuPercent, memoryPercent, diskPercent, temperatureC, gpuPercent, power, clockKept } = sample;
  expect({ cpuPercent, memoryPercent, diskPercent, temperatureC, gpuPercent, power, clockKept }).toEqual({
    cpuPercent: null,
    memoryPercent: null,
    diskPercent: null,
    temperatureC: null,
    gpuPercent: null,
    power: null,
    clockKept: null,
  });
});

it('a Raspberry Pi tells of its voltage: now, or since the look before', async () => {
  const { folder, environment, program, file } = place();
  const look = createPowerLook(folder, () => environment);
  program('vcgencmd', 'echo throttled=0x1');
  file('proc/device-tree/model', 'Some other board\0');
  expect(await createPowerLook(folder, () => environment)()).toBe(null);
  file('proc/device-tree/model', 'Raspberry Pi 5 Model B\0');
  // It was too low before anybody looked: that is old.
  program('vcgencmd', 'echo throttled=0x10000');
  expect(await look()).toEqual({ underVoltage: false, slowed: false });
  program('vcgencmd', 'echo throttled=0x10004');
  expect(await look()).toEqual({ underVoltage: false, slowed: true });
  program('vcgencmd', 'echo throttled=0x50000');
  expect(await look()).toEqual({ underVoltage: false, slowed: true });
  expect(await look()).toEqual({ underVoltage: false, slowed: false });
  file('sys/devices/platform/soc/soc:firmware/get_throttled', '50005\n');
  expect(await look()).toEqual({ underVoltage: true, slowed: true });
});

it("a Raspberry Pi without vcgencmd has the kernel's sensor", async () => {
  const { folder, bare, file } = place();
  file('proc/device-tree/model', 'Raspberry Pi 4 Model B\0');
  const look = createPowerLook(folder, () => bare);
  expect(await look()).toBe(null);
  file('sys/class/hwmon/hwmon2/name', 'rpi_volt\n');
  file('sys/class/hwmon/hwmon2/in0_lcrit_alarm', '1\n');
  expect(await look()).toEqual({ underVoltage: true, slowed: false });
});

const HOUR = 3_600_000;

it('asks whether the clock is kept right at most every hour, and only where there is a network', async () => {
  const { folder, environment, program, file } = place();
  let now = HOUR;
  const look = createClockLook(
    folder,
    () => environment,
    () => now,
  );
  program('timedatectl', 'echo no');
  expect(await look()).toBe(null);
  file('proc/net/route', 'Iface\tDestination\tGateway\neth0\t00000000\t0100000A\n');
  expect(await look()).toBe(false);
  program('timedatectl', 'echo yes');
  now += HOUR - 1;
  expect(await look()).toBe(false);
  now += 1;
  expect(await look()).toBe(true);
});

it('a machine that was only just switched on, or has timesyncd, is not asked', async () => {
  const { folder, environment, program, file } = place();
  program('timedatectl', 'echo no');
  file('proc/net/route', '');
  file(
    'proc/net/ipv6_route',
    `${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n`,
  );
  expect(
    await createClockLook(
      folder,
      () => environment,
      () => 599_999,
    )(),
  ).toBe(null);
  const look = createClockLook(
    folder,
    () => environment,
    () => HOUR,
  );
  expect(await look()).toBe(false);
  file('run/systemd/timesync/synchronized', '');
  expect(await look()).toBe(true);
});
