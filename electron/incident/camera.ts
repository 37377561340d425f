/**
 * Takes a picture of the screen with `grim` where a Wayland session has one. At most one each 10 s, and within 2 s; `timeout` ends
 * grim also when the supervisor is gone by then.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Picture } from './port.ts';

const GAP_MS = 10_000;
const PATIENCE_S = 2;
/** Best first. Debian's grim is built without JPEG; a PNG of the whole screen would be too large. */
const FORMATS = [
  ['-t', 'jpeg', '-q', '60'],
  ['-t', 'png', '-s', '0.5'],
] as const;
const NO_JPEG = /jpeg support/;
/** Half a screen of 4K has about 3 MB as PNG, a whole one about 2 MB as JPEG. */
const MOST_BYTES = 6 * 1024 * 1024;

export interface CameraOptions {
  /** That of the login session as it is now. */
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  readonly monotonicMs?: () => number;
}

export interface Camera {
  /** Never rejects. */
  take(): Promise<Picture>;
  close(): void;
}

export function createCamera({ environment, monotonicMs = () => performance.now() }: CameraOptions): Camera {
  let lastAt = Number.NEGATIVE_INFINITY;
  let running: ChildProcess | null = null;
  let format: 0 | 1 = 0;

  async function shoot(env: NodeJS.ProcessEnv, options: readonly string[]): Promise<Picture> {
    const command = ['--signal=KILL', `${PATIENCE_S}`, 'grim', ...options, '-'];
    running = spawn('timeout', command, { stdio: ['ignore', 'pipe', 'pipe'], env });
    const picture = await outcome(running);
    running = null;
    return picture;
  }

  return {
    async take() {
      const { PATH, XDG_RUNTIME_DIR, WAYLAND_DISPLAY } = environment();
      if (WAYLAND_DISPLAY === undefined) return { none: 'there is no Wayland screen' };
      const sinceMs = monotonicMs() - lastAt;
      if (sinceMs < GAP_MS) return { none: `the last one was taken ${Math.round(sinceMs / 1_000)} s before, for another incident` };
      lastAt = monotonicMs();
      const env = { PATH, XDG_RUNTIME_DIR, WAYLAND_DISPLAY };
      const picture = await shoot(env, FORMATS[format]);
      if (format > 0 || !('none' in picture) || !NO_JPEG.test(picture.none)) return picture;
      format = 1;
      return shoot(env, FORMATS[format]);
    },
    close() {
      // `timeout` hands it on.
      running?.kill('SIGTERM');
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
