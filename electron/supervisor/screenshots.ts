/**
 * Pictures that staff have taken of what visitors see: files in `screenshots/` of the exhibit's state folder, the newest 20, each whole or
 * not there. One is taken after the other. None of these rejects: a full disk is told, and stops nothing.
 */
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pictured } from '../command/port.ts';
import { isPng } from '../documents/picture.ts';
import { SCREENSHOT } from '../documents/screenshot.ts';
import { en } from '../documents/words/en.ts';
import { fill } from '../documents/words/fill.ts';
import type { Camera } from '../incident/camera.ts';
import { messageOf } from '../platform/errors.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';

/** Some 4 MB in all. */
const KEPT = 20;

export interface Screenshots {
  take(service: string | null): Promise<Pictured>;
  /** Null: there is none of this name. */
  read(file: string): Promise<Uint8Array | null>;
}

export interface ScreenshotsOptions {
  readonly folder: string;
  readonly camera: Pick<Camera, 'now'>;
  readonly now?: () => Date;
}

export function createScreenshots({ folder, camera, now = () => new Date() }: ScreenshotsOptions): Screenshots {
  async function take(service: string | null): Promise<Pictured> {
    const picture = await camera.now(service);
    if ('none' in picture) return no(fill(en.remarks.noPicture, { why: picture.none }));
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = nameOf(picture.image, now());
      await writeFileAtomic(join(folder, file), picture.image);
      await forgetOld(folder);
      return { ok: true, file };
    } catch (error) {
      return no(fill(en.remarks.notKept, { why: messageOf(error) }));
    }
  }

  let last: Promise<unknown> = Promise.resolve();
  return {
    take(service) {
      const taken = last.then(() => take(service));
      last = taken;
      return taken;
    },
    async read(file) {
      // The name comes from outside: nothing but a picture of this folder is read.
      if (!SCREENSHOT.test(file)) return null;
      return readFile(join(folder, file)).catch(() => null);
    },
  };
}

/** By when they were written, not by name: clocks are set back. What was cut off while it was written goes too. */
async function forgetOld(folder: string): Promise<void> {
  const names = await readdir(folder);
  const pictures = names.filter((name) => SCREENSHOT.test(name));
  const aged = await Promise.all(pictures.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  const old = aged.toSorted((a, b) => b.at - a.at || b.name.localeCompare(a.name)).slice(KEPT);
  const cutOff = names.filter((name) => name.endsWith('.new')).map((name) => ({ name }));
  for (const { name } of [...old, ...cutOff]) await rm(join(folder, name), { force: true });
}

function nameOf(image: Uint8Array, time: Date): string {
  const digits = (value: number, count = 2) => String(value).padStart(count, '0');
  const day = `${time.getFullYear()}${digits(time.getMonth() + 1)}${digits(time.getDate())}`;
  const clock = `${digits(time.getHours())}${digits(time.getMinutes())}${digits(time.getSeconds())}-${digits(time.getMilliseconds(), 3)}`;
  return `screenshot-${day}-${clock}.${isPng(image) ? 'png' : 'jpg'}`;
}

function no(reason: string): Pictured {
  return { ok: false, reason };
}
