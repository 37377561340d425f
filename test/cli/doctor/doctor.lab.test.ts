/** The doctor in a real session: which compositor, which screens, what its keys do. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Told } from '../../../electron/cli/doctor/examine.ts';
import { describeWith } from '../../support/needs.ts';
import { missingForWayland, WaylandSession } from '../../support/wayland.ts';

const MAIN = join(import.meta.dirname, '../../../electron/cli/main.ts');
const missing = missingForWayland();

describeWith('in a session', missing, () => {
  let session: WaylandSession;
  const folder = mkdtempSync(join(tmpdir(), 'inv-doctor-'));

  beforeAll(async () => {
    session = await WaylandSession.start('800x600');
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await session?.end();
  });

  test('over ssh too: sway, its screens, a display that means another one', async () => {
    const display = '[service.wall]\nrole = "display"\ncommand = "true"\noutput = "HDMI-A-1"\n';
    writeFileSync(join(folder, 'exhibit.toml'), `schema = 1\n[exhibit]\nname = "lantern"\n${display}`);
    // Nothing but the runtime folder leads to the session.
    const { XDG_RUNTIME_DIR } = session.environment;
    const env = { PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR };
    const run = promisify(execFile)(process.execPath, [MAIN, 'doctor', '--json', folder], { env, encoding: 'utf8' });
    // Exit status 1: there is a problem.
    const { stdout } = await run.catch((error: { readonly stdout: string }) => error);
    const told: readonly Told[] = JSON.parse(stdout).findings;
    const of = (check: string) => told.filter((one) => one.check === check).map(({ level, found }) => `${level}: ${found}`);
    expect(of('compositor')).toEqual([
      'ok: The session is Wayland, the compositor sway.',
      'ok: Screens: HEADLESS-1 (headless headless).',
      'problem: The screen of wall, HDMI-A-1, is not there.',
    ]);
    expect(of('keys')).toEqual(["ok: No key of sway's own configuration leads out of the exhibit."]);
  });
});
