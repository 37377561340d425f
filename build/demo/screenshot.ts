import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync } from 'node:fs';

/** How often the picture is renewed. One costs about 0.1 s of a core with weak compression at 1280x720. */
const EVERY_MS = 2000;

/** Keeps `file` showing what is on the private session's screen. Returns the way to stop. */
export function startScreenshots(waylandDisplay: string, runtimeFolder: string, file: string): () => void {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let complained = false;
  const fresh = `${file}.new`;

  const take = async (): Promise<void> => {
    const grim = spawn('grim', ['-t', 'png', '-l', '1', fresh], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'], WAYLAND_DISPLAY: waylandDisplay, XDG_RUNTIME_DIR: runtimeFolder },
    });
    let words = '';
    grim.stderr.on('data', (chunk) => {
      words += String(chunk);
    });
    const [status] = await once(grim, 'exit');
    // Renamed when it is whole: whoever looks sees one picture or the next.
    if (status === 0) renameSync(fresh, file);
    else if (status !== null && !complained && !stopped) {
      // Without a status a signal ended it: Ctrl+C reaches it too.
      complained = true;
      console.error(`demo: no picture of the screen (grim: ${words.trim()}); tried again every ${EVERY_MS / 1000} s`);
    }
  };

  const loop = (): void => {
    take()
      .catch((error: unknown) => console.error(`demo: no picture of the screen: ${error instanceof Error ? error.message : error}`))
      .finally(() => {
        if (!stopped) timer = setTimeout(loop, EVERY_MS);
      });
  };
  loop();
  return () => {
    stopped = true;
    if (timer) clearTimeout(timer);
  };
}
