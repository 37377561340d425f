/** A small disk of its own, in a file: it can be made to hang, to lose its power, and says how much was written to it. */
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Running } from '../support/running.ts';

const execute = promisify(execFile);

/** In bytes; sparse: it takes what is written to it. */
const SIZE = 128 * 1024 * 1024;
/** The unit of the kernel's figures, whatever the disk's own is (Documentation/block/stat.rst). */
const SECTOR_BYTES = 512;

export class LoopDisk {
  readonly #folder: string;
  /** Where it is mounted. */
  readonly path: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, 'disk');
  }

  /** A string says why there can be none on this machine. */
  static mount(): LoopDisk | string {
    if (process.getuid?.() !== 0) return 'mounting a disk of its own takes root';
    const disk = new LoopDisk(mkdtempSync(join(tmpdir(), 'inv-disk-')));
    writeFileSync(disk.#image, '');
    truncateSync(disk.#image, SIZE);
    mkdirSync(disk.path);
    // Whose it is on the disk decides, not the way there.
    chmodSync(disk.#folder, 0o755);
    try {
      execFileSync('mkfs.ext4', ['-q', disk.#image], { stdio: 'pipe' });
      disk.#mount();
    } catch (error) {
      rmSync(disk.#folder, { recursive: true });
      return `no disk of its own could be mounted: ${error instanceof Error ? error.message : String(error)}`;
    }
    return disk;
  }

  /** Puts the state of an exhibit, logs and all, on this disk. Returns its folder. */
  holdStateOf(running: Running): string {
    const { uid, gid } = statSync(join(running.folder, 'state'));
    const folder = join(this.path, 'state');
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, uid, gid);
    running.environment['XDG_STATE_HOME'] = folder;
    return join(folder, 'invigil/test');
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

  /**
   * What is on the disk now, as a power cut would leave it: nothing that only the kernel knows. Copying takes some milliseconds, in which
   * writing goes on: what comes of it is no better than a real cut leaves.
   */
  cutPower(): Snapshot {
    const cut = join(this.#folder, 'cut');
    execFileSync('cp', ['--sparse=always', this.#image, cut]);
    return {
      // What used the old one has ended by now.
      restore: () => {
        execFileSync('umount', [this.path], { stdio: 'pipe' });
        renameSync(cut, this.#image);
        this.#mount();
      },
    };
  }

  /** Bytes that the disk was given to write since it was mounted, the file system's own too. */
  writtenBytes(): number {
    execFileSync('sync', ['--file-system', this.path]);
    const device = execFileSync('findmnt', ['-n', '-o', 'SOURCE', this.path], { encoding: 'utf8' }).trim();
    const figures = readFileSync(`/sys/class/block/${basename(device)}/stat`, 'utf8')
      .trim()
      .split(/\s+/);
    return Number(figures[6]) * SECTOR_BYTES;
  }

  remove(): void {
    execFileSync('umount', [this.path]);
    rmSync(this.#folder, { recursive: true });
  }

  get #image(): string {
    return join(this.#folder, 'image');
  }

  #mount(): void {
    execFileSync('mount', ['-o', 'loop', this.#image, this.path], { stdio: 'pipe' });
  }
}

export interface Snapshot {
  /** The disk as it was then, mounted in place of what it has become. */
  restore(): void;
}
