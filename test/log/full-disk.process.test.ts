import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { createLog } from './create-log.ts';
import { ended, Folder, SETTINGS, serve } from './folder.ts';

const FLOOD = fileURLToPath(new URL('../fixtures/log-flood.mjs', import.meta.url));
const isRoot = process.getuid?.() === 0;
if (!isRoot) {
  if (process.env['CI'] === 'true') throw new Error('the test of the full disk mounts one: in CI it has to run as root');
  console.warn('left out, as it mounts a disk: run `sudo npm test` for the test of the full disk');
}

it.runIf(isRoot)('a full disk costs what does not fit, is said, and is used again when it has room', async () => {
  const folder = new Folder();
  mkdirSync(folder.log);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder.log]);
  try {
    const ballast = join(folder.log, 'ballast');
    writeFileSync(ballast, Buffer.alloc(600_000));
    const log = await createLog(folder.options);
    const core = log.open('core', { ...SETTINGS, keep: 1 });
    await ended(serve(core, process.execPath, FLOOD, '20000000b'));
    await until('drops', () => (log.drops().get('core')?.bytes ?? 0) > 1e6);
    rmSync(ballast);
    const mark = await until('the mark', () => folder.texts('core.log').find((text) => text.startsWith('inv')));
    expect(mark).toMatch(/^inv \d+ chunks? \([\d.]+ MB\) dropped: the disk is full \(ENOSPC\)$/);
    await log.close();
    // The line that the full disk tore stands alone.
    expect(folder.raw('core.log').every((line) => /^\d{4}-.{19}Z (out|inv) /.test(line) || line.length < 129)).toBe(true);
  } finally {
    execFileSync('umount', [folder.log]);
    folder.remove();
  }
});
