import { chmodSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchDevice } from '../../electron/session/device.ts';
import { until } from '../support/until.ts';
import { runtimeFolder, watchOne } from './support.ts';

/** A folder that stands in for /dev, and a device in it: its path, what is said of it, in two words. */
function device(name = 'ttyACM0') {
  const folder = runtimeFolder();
  const path = join(folder, name);
  const { conditions, said, says } = watchOne({ kind: 'device', path });
  const there = () => says(`+ ${path} is there`);
  const gone = () => says(`- no such file ${path}`);
  return { folder, path, conditions, said, there, gone };
}

describe('a device', () => {
  it('comes and goes and comes back, five times', async () => {
    const { path, said, there, gone } = device();
    for (let turn = 0; turn < 5; turn++) {
      await gone();
      writeFileSync(path, '');
      await there();
      rmSync(path);
    }
    await gone();
    expect(said).toHaveLength(11);
  });

  it('is known to be gone at once when it is looked at', async () => {
    const { path, conditions, said, gone, there } = device();
    await gone();
    writeFileSync(path, '');
    await there();
    rmSync(path);
    conditions.look([`device ${path}`]);
    expect(said.at(-1)).toBe(`- no such file ${path}`);
  });

  it('may lie in folders that come and go', async () => {
    const { folder, said, there, gone } = device('serial/by-id/usb-Arduino');
    const byId = join(folder, 'serial/by-id');
    await gone();
    writeFileSync(join(folder, 'ttyACM0'), '');
    for (let turn = 0; turn < 3; turn++) {
      mkdirSync(byId, { recursive: true });
      symlinkSync('../../ttyACM0', join(byId, 'usb-Arduino'));
      await there();
      rmSync(join(folder, 'serial'), { recursive: true });
      await gone();
    }
    mkdirSync(byId, { recursive: true });
    symlinkSync('../../ttyACM0', join(byId, 'usb-Arduino'));
    await there();
    renameSync(byId, join(folder, 'elsewhere'));
    await gone();
    expect(said).toHaveLength(9);
  });

  it('is followed to where its links lead', async () => {
    const { folder, path, there, gone } = device('by-name');
    const first = join(folder, 'one/ttyACM0');
    symlinkSync('by-id', path);
    symlinkSync(first, join(folder, 'by-id'));
    await gone();
    mkdirSync(join(folder, 'one'));
    writeFileSync(first, '');
    await there();
    rmSync(first);
    await gone();
    // Plugged in elsewhere: udev puts another link in the place of the old one.
    mkdirSync(join(folder, 'two'));
    writeFileSync(join(folder, 'two/ttyACM7'), '');
    symlinkSync(join(folder, 'two/ttyACM7'), join(folder, 'new'));
    renameSync(join(folder, 'new'), join(folder, 'by-id'));
    await there();
    rmSync(join(folder, 'two/ttyACM7'));
    await gone();
  });

  it('that leads in a circle is no device', async () => {
    const { path, said, gone } = device();
    symlinkSync(path, path);
    await gone();
    rmSync(path);
    writeFileSync(path, '');
    await until('it is there', () => said.length === 2);
  });
});

describe('permission', () => {
  /** Root may everything: the check is a double that reads the file's mode. */
  function watched(path: string): string[] {
    const said: string[] = [];
    const mayUse = (place: string) => (statSync(place).mode & 0o600) !== 0;
    const watch = watchDevice(path, ({ holds, detail }) => said.push(`${holds ? '+' : '-'} ${detail}`), mayUse);
    onTestFinished(() => watch.close());
    return said;
  }

  it('may be given a moment after the device was made', async () => {
    const path = join(runtimeFolder(), 'ttyACM0');
    writeFileSync(path, '', { mode: 0 });
    const said = watched(path);
    expect(said).toEqual([`- this user may neither read nor write ${path}`]);
    chmodSync(path, 0o200);
    await until('it may be written', () => said.at(-1) === `+ ${path} is there`);
    chmodSync(path, 0);
    await until('it may not be used', () => said.at(-1)?.startsWith('- this user') === true);
  });

  it('counts at the place where a link leads', async () => {
    const folder = runtimeFolder();
    mkdirSync(join(folder, 'by-id'));
    const link = join(folder, 'by-id/usb-Arduino');
    symlinkSync('../ttyACM0', link);
    writeFileSync(join(folder, 'ttyACM0'), '', { mode: 0 });
    const said = watched(link);
    chmodSync(join(folder, 'ttyACM0'), 0o600);
    await until('it may be used', () => said.at(-1) === `+ ${link} is there`);
  });
});
