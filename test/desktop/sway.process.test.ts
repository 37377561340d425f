/** The rules are ones that the real sway takes. Read as a whole configuration: of what is included it passes over errors. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect } from 'vitest';
import { swayRules } from '../../electron/desktop/sway.ts';
import { testWith } from '../support/needs.ts';
import { asSessionUser, missingForWayland } from '../support/wayland.ts';

const folder = mkdtempSync(join(tmpdir(), 'inv-rules-'));
const missing = missingForWayland();

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Null: sway takes it; else what it says. */
async function refusal(rules: string): Promise<string | null> {
  const config = join(folder, 'config');
  writeFileSync(config, rules);
  // It refuses to run as root, and has to read it as somebody else.
  chmodSync(folder, 0o777);
  const [program, ...args] = asSessionUser(['sway', '--validate', '-c', config]);
  const env = { PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: folder, WLR_BACKENDS: 'headless', WLR_LIBINPUT_NO_DEVICES: '1' };
  return promisify(execFile)(program, args, { env, cwd: '/' }).then(
    () => null,
    (error: { readonly stderr: string }) => error.stderr,
  );
}

testWith('with and without a key', missing, async () => {
  expect(await refusal(swayRules({ colour: '#070b16', hotkey: 'Ctrl+Alt+I' }))).toBeNull();
  expect(await refusal(swayRules({ colour: '#070b16', hotkey: 'Super+Shift+F2' }))).toBeNull();
  expect(await refusal(swayRules({ colour: '#070b16', hotkey: null }))).toBeNull();
  expect(await refusal('bindsym Nokey+x exec true\n')).toContain('Nokey');
});
