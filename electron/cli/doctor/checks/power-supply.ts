/** Does a Raspberry Pi get enough current? Otherwise it slows down, loses USB devices, and damages its card. */
import type { Files } from '../files.ts';
import { type Check, ok, unasked, warning } from '../finding.ts';

const MEANS = 'It runs slower, USB devices drop out, and the card may be damaged.';
const TODO = 'Take the power supply that belongs to the board, a short thick cable, and a hub with its own supply for what hangs on USB.';
/** Bits of what the firmware says: now, and at least once since the boot. */
const UNDER_VOLTAGE = 0x1;
const UNDER_VOLTAGE_BEFORE = 0x1_0000;
const SLOWED = 0x4;
const SLOWED_BEFORE = 0x4_0000;

export const powerSupply: Check = async ({ files, ask }) => {
  const model = files.read('/proc/device-tree/model') ?? '';
  if (!model.startsWith('Raspberry Pi')) return [];
  const said = await ask('vcgencmd', 'get_throttled');
  if (!said.ok) {
    const alarm = voltageAlarm(files);
    if (alarm === null)
      return [
        unasked('The power supply', 'vcgencmd', said, MEANS, 'sudo apt install raspi-utils, and put the account into the group video.'),
      ];
    return [alarm ? warning('The voltage is too low.', MEANS, TODO) : ok('The voltage is all right.')];
  }
  const bits = Number(/throttled=(0x[0-9a-f]+)/i.exec(said.output)?.[1] ?? Number.NaN);
  if (Number.isNaN(bits)) return [warning(`What vcgencmd says of the power supply is not understood: ${said.output.trim()}.`, MEANS, TODO)];
  if ((bits & UNDER_VOLTAGE) !== 0) return [warning('The voltage is too low.', MEANS, TODO)];
  if ((bits & UNDER_VOLTAGE_BEFORE) !== 0) return [warning('The voltage was too low at least once since the boot.', MEANS, TODO)];
  if ((bits & (SLOWED | SLOWED_BEFORE)) !== 0)
    return [warning('The processor was slowed down because it was too hot.', 'Pictures stutter.', 'Give it a heat sink, a fan, or air.')];
  return [ok('Voltage and temperature have been all right since the boot.')];
};

/** The kernel's own sensor; null: there is none. */
function voltageAlarm(files: Files): boolean | null {
  const folder = '/sys/class/hwmon';
  const sensor = files.list(folder).find((name) => files.read(`${folder}/${name}/name`)?.trim() === 'rpi_volt');
  return sensor === undefined ? null : files.read(`${folder}/${sensor}/in0_lcrit_alarm`)?.trim() === '1';
}
