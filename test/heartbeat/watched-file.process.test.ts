import { existsSync, mkdtempSync, rmSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WatchedFile } from '../../electron/heartbeat/watched-file.ts';

const MEMORY = '/dev/shm';
const TMPFS = 0x0102_1994;
const hasMemory = existsSync(MEMORY) && statfsSync(MEMORY).type === TMPFS;

describe.each([
  { where: 'on a disk', root: tmpdir() },
  // Where /dev/shm is no file system in memory there is nothing to try.
  ...(hasMemory ? [{ where: 'in memory', root: MEMORY }] : []),
])('a file that a service writes, $where', ({ root }) => {
  let folder: string;
  let path: string;
  const heard: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(root, 'invigil-watched-'));
    path = join(folder, 'beat');
    heard.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Says `taken` or `refused` and what; takes what is not half. */
  function watched(): WatchedFile {
    const file = new WatchedFile(path, {
      take({ text, why }) {
        heard.push(`taken ${text ?? why}`);
        return text !== 'half';
      },
      refuse: (why) => heard.push(`refused ${why}`),
    });
    file.old();
    return file;
  }

  it('is taken when it is another than before, and only then', async () => {
    const file = watched();
    await file.look();
    expect(heard).toEqual([]);
    for (const text of ['one', 'three', '', 'fifteen']) {
      writeFileSync(path, text);
      await file.look();
      await file.look();
    }
    expect(heard).toEqual(['taken one', 'taken three', 'taken ', 'taken fifteen']);
  });

  it('from before the start is not taken until it is another', async () => {
    writeFileSync(path, 'old');
    const file = watched();
    await file.look();
    expect(heard).toEqual([]);
    writeFileSync(path, 'newer');
    await file.look();
    expect(heard).toEqual(['taken newer']);
  });

  it('that was not whole is taken again, though it seems the same', async () => {
    const file = watched();
    writeFileSync(path, 'half');
    await file.look();
    await file.look();
    expect(heard).toEqual(['taken half', 'taken half']);
  });

  it('may go and come again', async () => {
    const file = watched();
    writeFileSync(path, 'one');
    await file.look();
    rmSync(path);
    await file.look();
    writeFileSync(path, 'three');
    await file.look();
    expect(heard).toEqual(['taken one', 'taken three']);
  });

  it('is refused where a link lies in its place, also one that leads nowhere and one that came later', async () => {
    symlinkSync(join(folder, 'nowhere'), path);
    const file = watched();
    await file.look();
    rmSync(path);
    writeFileSync(path, 'one');
    await file.look();
    rmSync(path);
    symlinkSync('/dev/zero', path);
    await file.look();
    const link = 'refused it is a symbolic link; a regular file would be right';
    expect(heard).toEqual([link, 'taken one', link]);
  });

  it('is not read beyond its bound', async () => {
    const file = watched();
    for (const bytes of [65_536, 65_537, 65_538]) {
      writeFileSync(path, 'a'.repeat(bytes));
      await file.look();
    }
    expect(heard.map((words) => words.slice(0, 30))).toEqual([
      `taken ${'a'.repeat(24)}`,
      'taken it has 65537 bytes; at m',
      'taken it has 65538 bytes; at m',
    ]);
  });
});

describe.skipIf(!hasMemory)('a file in memory', () => {
  it('is seen at once from the second time on, so that a beat costs no other thread', () => {
    const folder = mkdtempSync(join(MEMORY, 'invigil-watched-'));
    try {
      const path = join(folder, 'beat');
      writeFileSync(path, 'old');
      let taken = 0;
      const file = new WatchedFile(path, {
        take() {
          taken += 1;
          return true;
        },
        refuse: () => expect.unreachable(),
      });
      file.old();
      writeFileSync(path, 'newer');
      void file.look();
      expect(taken).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
