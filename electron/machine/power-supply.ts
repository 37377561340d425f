/** Does a Raspberry Pi get enough current, and is it cool enough? Other boards do not tell. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineSample } from '../supervisor/ports.ts';
import { askProgram, type Environment } from './program.ts';

/** Bits of what the firmware says: now, and at least once since the boot. */
const UNDER_VOLTAGE = 0x1;
const SLOWED = 0x4;
const BEFORE_SHIFT = 16;

/** The kernel's own file, where it has one: no program needs to run. */
const FIRMWARE = 'sys/devices/platform/soc/soc:firmware/get_throttled';

type Power = MachineSample['power'];

/** The result looks; it never rejects. A dip between two looks counts for the later one: the firmware remembers that there was one. */
export function createPowerLook(root: string, environment: () => Environment): () => Promise<Power> {
  let isPi: Promise<boolean> | null = null;
  let asksProgram = true;
  let before: number | null = null;

  async function bitsOf(): Promise<number | null> {
    const file = Number.parseInt(await read(join(root, FIRMWARE)), 16);
    if (!Number.isNaN(file)) return file;
    if (!asksProgram) return null;
    const said = await askProgram('vcgencmd', ['get_throttled'], environment());
    // Without it, or without the right to use it, it is not asked every minute for ever.
    asksProgram = said.ok;
    return said.ok ? bitsIn(said.output) : null;
  }

  return async () => {
    isPi ??= read(join(root, 'proc/device-tree/model')).then((model) => model.startsWith('Raspberry Pi'));
    if (!(await isPi)) return null;
    const bits = await bitsOf();
    if (bits === null) return voltageOf(root);
    const power = powerIn(bits, before);
    before = bits;
    return power;
  };
}

/** `throttled=0x50005` */
function bitsIn(output: string): number | null {
  const bits = Number(/throttled=(0x[0-9a-f]+)/i.exec(output)?.[1] ?? Number.NaN);
  return Number.isNaN(bits) ? null : bits;
}

/** `before`: what was said the time before; what was remembered then already is old. Pure. */
function powerIn(bits: number, before: number | null): NonNullable<Power> {
  const fresh = before === null ? 0 : bits & ~before;
  const is = (bit: number) => (bits & bit) !== 0 || (fresh & (bit << BEFORE_SHIFT)) !== 0;
  return { underVoltage: is(UNDER_VOLTAGE), slowed: is(SLOWED) };
}

/** The kernel's sensor of the voltage alone; null: there is none. */
async function voltageOf(root: string): Promise<Power> {
  const folder = join(root, 'sys/class/hwmon');
  for (const name of await readdir(folder).catch((): string[] => [])) {
    if ((await read(join(folder, name, 'name'))).trim() !== 'rpi_volt') continue;
    return { underVoltage: (await read(join(folder, name, 'in0_lcrit_alarm'))).trim() === '1', slowed: false };
  }
  return null;
}

function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
