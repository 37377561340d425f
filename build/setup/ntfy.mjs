// Brings the real ntfy servers that tests tell: one that knows sequence ids, and an older one.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runQuietly } from './run.mjs';

/** 16 MB, and lists of packages of twice that. */
const DOWNLOAD_MS = 10 * 60_000;

/**
 * @param {string} project the project's folder
 * @returns {Promise<{ what: string, line: string } | null>} what is left out, and the line that adds it
 */
export async function bringNtfy(project) {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'invigil');
  const getter = join(project, 'test', 'lab', 'get-ntfy');
  for (const which of ['new', 'old']) {
    if (existsSync(join(cache, `ntfy-${which}`, 'usr', 'bin', 'ntfy'))) continue;
    const title = `Bringing the ntfy server (${which}) from Debian, for tests`;
    const { ok, output } = await runQuietly(title, ['bash', getter, which], { limitMs: DOWNLOAD_MS });
    if (ok) continue;
    console.error(output);
    return { what: 'the ntfy server: tests with it', line: `bash ${getter} new && bash ${getter} old` };
  }
  return null;
}
