/**
 * A small disk of its own, in a file: it can be made to hang, to lose its power, and says how much was written to it.
 *
 *   disk     the disk, mounted; what it was given lies in `holder/image`
 *   holder   a file system around that one file, so that it can be held still while it is copied
 */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Running } from '../support/running.ts';

const execute = promisify(execFile);

/** In bytes; sparse: it takes what is written to it. */
const SIZE = 128 * 1024 * 1024;
/** Of what holds it, with room for its own tables. */
const HOLDER_SIZE = 2 * SIZE;
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
    for (const folder of [disk.path, disk.#holder]) mkdirSync(folder);
    // Whose it is on the disk decides, not the way there.
    chmodSync(disk.#folder, 0o755);
    try {
      const holder = join(disk.#folder, 'holder.image');
      format(holder, HOLDER_SIZE);
      mountFile(holder, disk.#holder);
      format(disk.#image, SIZE);
      mountFile(disk.#image, disk.path);
    } catch (error) {
      disk.remove();
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
   * What the disk was given until now, as a power cut would leave it: nothing that only the kernel knows. Nothing is written to it while it is
   * copied: a copy of a disk that is being written to has newer blocks beside older ones, which no disk has ever had.
   */
  cutPower(): Snapshot {
    const cut = join(this.#folder, 'cut');
    const script = 'fsfreeze --freeze "$0" && { cp --sparse=always "$1" "$2"; done=$?; fsfreeze --unfreeze "$0"; exit $done; }';
    execFileSync('sh', ['-c', script, this.#holder, this.#image, cut], { stdio: 'pipe' });
    return {
      // What used the old one has ended by now.
      restore: () => {
        execFileSync('umount', [this.path], { stdio: 'pipe' });
        execFileSync('cp', ['--sparse=always', cut, this.#image]);
        mountFile(this.#image, this.path);
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
    const isMounted = (folder: string) => statSync(folder).dev !== statSync(this.#folder).dev;
    if (isMounted(this.path)) execFileSync('umount', [this.path]);
    // The kernel lets go of the disk's image a moment after the disk was unmounted.
    if (isMounted(this.#holder)) execFileSync('umount', ['--lazy', this.#holder]);
    rmSync(this.#folder, { recursive: true });
  }

  get #holder(): string {
    return join(this.#folder, 'holder');
  }

  get #image(): string {
    return join(this.#holder, 'image');
  }
}

function format(file: string, size: number): void {
  writeFileSync(file, '');
  truncateSync(file, size);
  execFileSync('mkfs.ext4', ['-q', file], { stdio: 'pipe' });
}

function mountFile(file: string, folder: string): void {
  execFileSync('mount', ['-o', 'loop', file, folder], { stdio: 'pipe' });
}

export interface Snapshot {
  /** The disk as it was then, mounted in place of what it has become. */
  restore(): void;
}
