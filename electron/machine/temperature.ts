/** The hottest sensor of the processor, as the kernel tells it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Names of thermal zones and of sensors (hwmon) that sit in the processor. */
const PROCESSOR = /cpu|pkg_temp|^soc|^coretemp$|^k10temp$|^k8temp$|^zenpower$/i;

/** Degrees Celsius; null: none is told. `root`: `/`. */
export async function temperatureOf(root: string): Promise<number | null> {
  const [zones, sensors] = await Promise.all([
    readings(join(root, 'sys/class/thermal'), 'type', /^temp$/),
    readings(join(root, 'sys/class/hwmon'), 'name', /^temp\d+_input$/),
  ]);
  const all = [...zones, ...sensors];
  return all.length === 0 ? null : Math.round(Math.max(...all) / 100) / 10;
}

/** Of each folder that `nameFile` says is a processor's: what its readings say, in thousandths of a degree. */
async function readings(folder: string, nameFile: string, reading: RegExp): Promise<number[]> {
  const found = await Promise.all(
    (await readdir(folder).catch(() => [])).map(async (entry) => {
      const path = join(folder, entry);
      if (!PROCESSOR.test((await text(join(path, nameFile))).trim())) return [];
      const files = (await readdir(path).catch(() => [])).filter((file) => reading.test(file));
      return Promise.all(files.map(async (file) => Number.parseInt(await text(join(path, file)), 10)));
    }),
  );
  return found.flat().filter(Number.isFinite);
}

/** Empty for what cannot be read: a sensor may sleep. */
function text(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
