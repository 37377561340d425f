import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { waylandSurroundings, x11Surroundings } from '../../electron/session/surroundings.ts';
import { X11_FOLDER } from '../../electron/session/x11.ts';
import { until } from '../support/until.ts';
import { runtimeFolder } from './support.ts';

/** A program with this environment and no other; it may open a socket. */
async function program(environment: Readonly<Record<string, string>>, socket = ''): Promise<number> {
  const script = `const path = process.argv[1]; if (path) require('net').createServer().listen(path, () => console.log('up')); else { console.log('up'); process.stdin.resume(); }`;
  const child: ChildProcess = spawn(process.execPath, ['-e', script, socket], { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  });
  if (child.stdout !== null) await once(child.stdout, 'data');
  if (child.pid === undefined) throw new Error('it did not start');
  return child.pid;
}

/** The socket of a display that nobody has. */
function freeDisplay(): { readonly display: string; readonly socket: string } {
  mkdirSync(X11_FOLDER, { recursive: true });
  for (let number = 900 + (process.pid % 1000); ; number++) {
    const socket = join(X11_FOLDER, `X${number}`);
    if (!existsSync(socket)) return { display: `:${number}`, socket };
  }
}

it("are those of the compositor's own process, its own socket for commands, and its own X server", async () => {
  const folder = runtimeFolder();
  const { display, socket } = freeDisplay();
  const compositor = await program({ XDG_SESSION_ID: '7', XDG_SEAT: 'seat0', XCURSOR_SIZE: '48', SECRET: 'no' }, socket);
  const uid = process.getuid?.();
  writeFileSync(join(folder, `sway-ipc.${uid}.1.sock`), '');
  writeFileSync(join(folder, `sway-ipc.${uid}.${compositor}.sock`), '');
  writeFileSync(join(folder, 'cookies'), '');
  const stale = { DISPLAY: display, XAUTHORITY: join(folder, 'gone') };
  await program(stale);
  await program({ ...stale, INVIGIL_INSTANCE: 'display-1', XAUTHORITY: join(folder, 'cookies-of-ours') });
  await program({ DISPLAY: `${display}.0`, XAUTHORITY: join(folder, 'cookies') });
  expect(waylandSurroundings(folder, compositor, null)).toEqual({
    XDG_SESSION_ID: '7',
    XDG_SEAT: 'seat0',
    XCURSOR_SIZE: '48',
    SWAYSOCK: join(folder, `sway-ipc.${uid}.${compositor}.sock`),
    I3SOCK: join(folder, `sway-ipc.${uid}.${compositor}.sock`),
    DISPLAY: display,
    XAUTHORITY: join(folder, 'cookies'),
  });
});

it('name no X server that is of another process', async () => {
  const { socket } = freeDisplay();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const compositor = await program({ XDG_SEAT: 'seat0' });
  expect(waylandSurroundings(runtimeFolder(), compositor, null)).toEqual({ XDG_SEAT: 'seat0' });
});

it('are those of the leader where the compositor has none that can be read', async () => {
  const ended = spawn('true');
  await once(ended, 'exit');
  await until('it is gone', () => !isThere(ended.pid));
  const leader = await program({ XDG_SESSION_ID: '8' });
  expect(waylandSurroundings(runtimeFolder(), ended.pid ?? 0, leader)).toEqual({ XDG_SESSION_ID: '8' });
});

it('of an X11 session are those of a program on its display', async () => {
  const { display } = freeDisplay();
  await program({ DISPLAY: display, XDG_CURRENT_DESKTOP: 'XFCE', HOME: '/nowhere' });
  expect(x11Surroundings(display)).toEqual({ XDG_CURRENT_DESKTOP: 'XFCE' });
});

function isThere(pid: number | undefined): boolean {
  return existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/stat`, 'utf8') !== '';
}
