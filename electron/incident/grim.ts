/**
 * Takes a picture of the whole screen with `grim` where a Wayland session has one, within 2 s; `timeout` ends grim also when the
 * supervisor is gone by then.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Picture } from './port.ts';

const PATIENCE_S = 2;
/** Best first. Debian's grim is built without JPEG; a PNG of the whole screen would be too large. */
const FORMATS = [
  ['-t', 'jpeg', '-q', '60'],
  ['-t', 'png', '-s', '0.5'],
] as const;
const NO_JPEG = /jpeg support/;
/** Half a screen of 4K has about 3 MB as PNG, a whole one about 2 MB as JPEG. */
const MOST_BYTES = 6 * 1024 * 1024;

export interface Grim {
  /** Never rejects. */
  take(): Promise<Picture>;
  close(): void;
}

/** `environment`: that of the login session as it is now. */
export function createGrim(environment: () => Readonly<Record<string, string | undefined>>): Grim {
  const running = new Set<ChildProcess>();
  let format: 0 | 1 = 0;

  async function shoot(env: NodeJS.ProcessEnv, options: readonly string[]): Promise<Picture> {
    const command = ['--signal=KILL', `${PATIENCE_S}`, 'grim', ...options, '-'];
    const grim = spawn('timeout', command, { stdio: ['ignore', 'pipe', 'pipe'], env });
    running.add(grim);
    const picture = await outcome(grim);
    running.delete(grim);
    return picture;
  }

  return {
    async take() {
      const { PATH, XDG_RUNTIME_DIR, WAYLAND_DISPLAY } = environment();
      if (WAYLAND_DISPLAY === undefined) return { none: 'there is no Wayland screen' };
      const env = { PATH, XDG_RUNTIME_DIR, WAYLAND_DISPLAY };
      const picture = await shoot(env, FORMATS[format]);
      if (format > 0 || !('none' in picture) || !NO_JPEG.test(picture.none)) return picture;
      format = 1;
      return shoot(env, FORMATS[format]);
    },
    close() {
      // `timeout` hands it on.
      for (const grim of running) grim.kill('SIGTERM');
    },
  };
}

function outcome(grim: ChildProcess): Promise<Picture> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let words = '';
  grim.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
  });
  grim.stderr?.on('data', (chunk: Buffer) => {
    words = `${words}${chunk}`.slice(0, 200);
  });
  return new Promise((resolve) => {
    grim.on('error', (error) => resolve({ none: `grim cannot be started: ${error.message}` }));
    grim.on('close', (status, signal) => {
      if (status === 0 && bytes > 0 && bytes <= MOST_BYTES) resolve({ image: Buffer.concat(chunks) });
      else if (status === 0) resolve({ none: `grim gave ${bytes} bytes` });
      else if (status === 127) resolve({ none: 'grim, which takes pictures of the screen, is not installed' });
      else
        resolve({
          none: words.trim() === '' ? `the screen did not answer within ${PATIENCE_S} s (${signal ?? status})` : `grim: ${words.trim()}`,
        });
    });
  });
}
