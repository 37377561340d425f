/** Root writes for the kiosk user as the kiosk user. */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const NOBODY = 65_534;
const ELECTRON = join(import.meta.dirname, '../../../electron');
const WRITER = join(ELECTRON, 'cli/secret/write.ts');
const ACCOUNTS = join(ELECTRON, 'platform/accounts.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invigil-pin-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process of its own: it cannot go back. Answers with what went wrong. */
function writeAsNobody(file: string): Promise<string> {
  const script = `import { giveUpRoot } from ${JSON.stringify(ACCOUNTS)};
    import { writeSecret } from ${JSON.stringify(WRITER)};
    giveUpRoot({ name: 'nobody', uid: ${NOBODY}, gid: ${NOBODY} });
    await writeSecret(${JSON.stringify(file)}, 'a line');`;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], (error, _, stderr) => resolve(error === null ? '' : stderr));
  });
}

// Only root can become somebody else.
describe.skipIf(process.getuid?.() !== 0)('for another account', () => {
  it("the file and its folder are that account's", async () => {
    const home = join(folder, 'home');
    mkdirSync(home, { mode: 0o700 });
    chownSync(home, NOBODY, NOBODY);
    const file = join(home, 'config/secrets/floor.pin');
    expect(await writeAsNobody(file)).toBe('');
    expect(readFileSync(file, 'utf8')).toBe('a line\n');
    for (const path of [file, join(home, 'config/secrets')]) expect(statSync(path)).toMatchObject({ uid: NOBODY, gid: NOBODY });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('a link of that account leads nowhere that is not its own', async () => {
    const home = join(folder, 'home');
    const roots = join(folder, 'roots');
    mkdirSync(join(home, 'secrets'), { recursive: true });
    writeFileSync(roots, 'root', { mode: 0o600 });
    symlinkSync(roots, join(home, 'secrets/floor.pin.new'));
    for (const path of [home, join(home, 'secrets')]) chownSync(path, NOBODY, NOBODY);
    expect(await writeAsNobody(join(home, 'secrets/floor.pin'))).toMatch(/EACCES/);
    expect(readFileSync(roots, 'utf8')).toBe('root');
    expect(existsSync(join(home, 'secrets/floor.pin'))).toBe(false);
  });
});
