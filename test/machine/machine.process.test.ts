import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { machineSchema } from '../../electron/documents/machine.ts';
import { createMachine } from '../../electron/machine/machine.ts';
import { place } from './place.ts';

it('tells what this machine tells', async () => {
  const { folder, bare } = place();
  const machine = machineSchema.parse(await createMachine({ stateFolder: folder, version: '1.2.3', environment: () => bare })());
  expect(machine.versions.invigil).toBe('1.2.3');
  expect(machine.versions.kernel).toMatch(/^\d/);
  expect(machine.disk?.total_bytes).toBeGreaterThan(machine.disk?.free_bytes ?? Number.POSITIVE_INFINITY);
  expect(machine.memory?.total_bytes).toBeGreaterThan(machine.memory?.available_bytes ?? Number.POSITIVE_INFINITY);
});

it('reads the system, the Wi-Fi and the hottest sensor of the processor', async () => {
  const { folder, environment, program, file } = place();
  file('etc/os-release', 'NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n');
  file('proc/meminfo', 'MemTotal:       4000 kB\nMemFree: 1 kB\nMemAvailable:    1000 kB\n');
  file('sys/class/thermal/thermal_zone0/type', 'cpu-thermal\n');
  file('sys/class/thermal/thermal_zone0/temp', '48312\n');
  file('sys/class/thermal/thermal_zone1/type', 'acpitz\n');
  file('sys/class/thermal/thermal_zone1/temp', '99000\n');
  file('sys/class/hwmon/hwmon0/name', 'coretemp\n');
  file('sys/class/hwmon/hwmon0/temp2_input', '51250\n');
  file('sys/class/hwmon/hwmon0/temp2_crit', '100000\n');
  mkdirSync(join(folder, 'sys/class/net/wlan0/phy80211'), { recursive: true });
  mkdirSync(join(folder, 'sys/class/net/eth0'), { recursive: true });
  program('iw', '[ "$*" = "dev wlan0 link" ] && printf "\\tSSID: Museum\\n\\tsignal: -70 dBm\\n"');
  const read = createMachine({ stateFolder: folder, version: '1', environment: () => environment, root: folder });
  expect(await read()).toMatchObject({
    versions: { system: 'Debian GNU/Linux 13 (trixie)' },
    memory: { total_bytes: 4_096_000, available_bytes: 1_024_000 },
    temperature_c: 51.3,
    wifi: { name: 'Museum', signal_percent: 60 },
  });
});

it('what is not there is null', async () => {
  const { folder, bare } = place();
  const read = createMachine({ stateFolder: join(folder, 'none'), version: '1', environment: () => bare, root: folder });
  expect(await read()).toMatchObject({ versions: { system: 'unknown' }, disk: null, memory: null, temperature_c: null, wifi: null });
});
