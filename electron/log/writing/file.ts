/**
 * A log file that rotates: NAME.log, NAME.log.1 (the youngest old one), ... Each append is whole lines, and no file grows over
 * its limit unless one append alone does. Nothing is kept open or remembered after an error, so that the next append tries
 * everything anew: a folder that came back, a disk that has room again.
 */
import { type FileHandle, mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { unlessMissing } from '../unless-missing.ts';

export interface LogSettings {
  /** A file is rotated before it would grow over this. */
  readonly sizeBytes: number;
  /** Old files that are kept. */
  readonly keep: number;
}

export interface Appended {
  readonly written: number;
  readonly error: NodeJS.ErrnoException | null;
}

export interface LogFile {
  /** Never rejects for what a disk does. */
  append(lines: Buffer): Promise<Appended>;
  close(): Promise<void>;
}

export class RotatingFile implements LogFile {
  settings: LogSettings;
  readonly #path: string;
  #handle: FileHandle | null = null;
  #size = 0;

  constructor(path: string, settings: LogSettings) {
    this.#path = path;
    this.settings = settings;
  }

  async append(lines: Buffer): Promise<Appended> {
    let written = 0;
    try {
      let handle = this.#handle ?? (await this.#open());
      if (this.#size > 0 && this.#size + lines.length > this.settings.sizeBytes) {
        await this.#rotate();
        handle = await this.#open();
      }
      while (written < lines.length) {
        const { bytesWritten } = await handle.write(lines, written);
        written += bytesWritten;
        this.#size += bytesWritten;
      }
      return { written, error: null };
    } catch (cause) {
      const error = systemError(cause);
      await this.close();
      return { written, error };
    }
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    try {
      await handle?.close();
    } catch (cause) {
      // The descriptor is gone either way; what a late error says about earlier writes cannot be mended.
      systemError(cause);
    }
  }

  async #open(): Promise<FileHandle> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const handle = await open(this.#path, 'a+', 0o600);
    this.#handle = handle;
    this.#size = (await handle.stat()).size;
    if (this.#size > 0) await this.#endTornLine(handle);
    return handle;
  }

  /** After a power cut or a full disk the last line may be half there: the next one begins on its own. */
  async #endTornLine(handle: FileHandle): Promise<void> {
    const last = Buffer.alloc(1);
    await handle.read(last, 0, 1, this.#size - 1);
    if (last[0] !== 10) this.#size += (await handle.write('\n')).bytesWritten;
  }

  /** Looks once which files there are: to try a name for each of a thousand that may be kept would hold up what is to be written. */
  async #rotate(): Promise<void> {
    await this.close();
    const { keep } = this.settings;
    const names = new Set(await unlessMissing(readdir(dirname(this.#path))));
    const isThere = (age: number) => names.has(basename(this.#aged(age)));
    if (keep === 0) await unlessMissing(unlink(this.#path));
    for (let age = keep; age > 0; age--) if (isThere(age - 1)) await unlessMissing(rename(this.#aged(age - 1), this.#aged(age)));
    // Left from a time when more were kept.
    for (let age = keep + 1; isThere(age); age++) await unlessMissing(unlink(this.#aged(age)));
  }

  #aged(age: number): string {
    return age === 0 ? this.#path : `${this.#path}.${age}`;
  }
}

/** Anything but the failure of a system call is a bug, and thrown on. */
function systemError(cause: unknown): NodeJS.ErrnoException {
  if (isSystemError(cause)) return cause;
  throw cause;
}

const isSystemError = (cause: unknown): cause is NodeJS.ErrnoException =>
  cause instanceof Error && 'syscall' in cause && typeof cause.syscall === 'string';
