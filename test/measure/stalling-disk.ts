/** A small disk of its own, in a file, that can be made to hang: while its file system is frozen every write to it waits. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** In bytes; sparse: it takes what is written to it. */
const SIZE = 256 * 1024 * 1024;

export class StallingDisk {
  readonly #folder: string;
  /** Where it is mounted. */
  readonly path: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, 'disk');
  }

  /** A string says why there can be none on this machine. */
  static mount(): StallingDisk | string {
    if (process.getuid?.() !== 0) return 'mounting a disk of its own takes root';
    const disk = new StallingDisk(mkdtempSync(join(tmpdir(), 'inv-disk-')));
    const image = join(disk.#folder, 'image');
    writeFileSync(image, '');
    truncateSync(image, SIZE);
    mkdirSync(disk.path);
    try {
      execFileSync('mkfs.ext4', ['-q', image], { stdio: 'pipe' });
      execFileSync('mount', ['-o', 'loop', image, disk.path], { stdio: 'pipe' });
    } catch (error) {
      rmSync(disk.#folder, { recursive: true });
      return `no disk of its own could be mounted: ${error instanceof Error ? error.message : String(error)}`;
    }
    return disk;
  }

  /** One process freezes, waits and thaws, so that no disk stays frozen when the caller ends. */
  async stall(seconds: number): Promise<void> {
    await execute('sh', [
      '-c',
      'trap "" INT TERM; fsfreeze --freeze "$0" && sleep "$1"; fsfreeze --unfreeze "$0"',
      this.path,
      `${seconds}`,
    ]);
  }

  remove(): void {
    execFileSync('umount', [this.path]);
    rmSync(this.#folder, { recursive: true });
  }
}
