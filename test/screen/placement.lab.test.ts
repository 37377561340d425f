/** Real windows on a real sway with two screens: where each stands, what fills a screen, and what is said when that cannot be. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Placement, type Stand } from '../../electron/screen/index.ts';
import { Sway } from '../../electron/screen/sway.ts';
import { swaySocket } from '../../electron/screen/sway-socket.ts';
import { describeWith } from '../support/needs.ts';
import { Running } from '../support/running.ts';
import { asSessionUser, missingForWayland, WaylandSession } from '../support/wayland.ts';

const WINDOW = join(import.meta.dirname, '../fixtures/window.py');
const FIRST = 'HEADLESS-1';
const SECOND = 'HEADLESS-2';
const RED = 'cc0000';
/** The system's Python: one in somebody's home is closed to the user of the session. */
const SYSTEM_PATH = '/usr/bin:/bin';

describeWith('windows on two screens', missingForWayland(), () => {
  let session: WaylandSession;
  let sway: Sway;
  const programs: ChildProcess[] = [];
  let placement: Placement | null = null;
  let notes: string[] = [];
  let processes: Record<string, readonly number[]> = {};

  beforeAll(async () => {
    session = await WaylandSession.start('800x600');
    await session.sway('create_output');
    sway = await Sway.open(swaySocket(session.environment) ?? '');
  });
  afterAll(async () => {
    sway?.close();
    await session?.end();
  });
  afterEach(async () => {
    placement?.close();
    placement = null;
    for (const program of programs.splice(0)) await end(program);
    notes = [];
    processes = {};
    await session.sway('focus', 'output', FIRST);
  });

  function place(stands: Readonly<Record<string, Partial<Stand>>>, environment: NodeJS.ProcessEnv = session.environment): Placement {
    placement = new Placement({
      environment: () => environment,
      processes: (service) => processes[service] ?? [],
      note: (service, text) => notes.push(`${service}: ${text}`),
    });
    const whole = Object.entries(stands).map(([name, stand]): [string, Stand] => [
      name,
      { output: null, shell: false, cover: false, ...stand },
    ]);
    placement.want(new Map(whole));
    for (const [name] of whole) placement.starting(name);
    return placement;
  }

  /** A program with one window. */
  function open(appId: string, ...options: readonly string[]): ChildProcess & { readonly pid: number } {
    const [program, ...rest] = asSessionUser(['python3', '-', appId, RED, ...options]);
    const child = spawn(program, rest, {
      env: { ...session.environment, PATH: SYSTEM_PATH },
      cwd: '/',
      stdio: [openSync(WINDOW, 'r'), 'inherit', 'inherit'],
    });
    programs.push(child);
    const { pid } = child;
    if (pid === undefined) throw new Error('python3 cannot be started');
    return Object.assign(child, { pid });
  }

  async function end(program: ChildProcess): Promise<void> {
    if (program.exitCode !== null || program.signalCode !== null) return;
    program.kill('SIGKILL');
    await once(program, 'exit');
  }

  /** `HEADLESS-1 full`, or `HEADLESS-1`; null: no window. */
  async function where(pid: number): Promise<string | null> {
    const window = (await sway.windows()).find((one) => one.pid === pid);
    return window === undefined ? null : `${window.output}${window.fullscreen ? ' full' : ''}`;
  }

  async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + 20_000;
    while (!(await holds())) {
      if (performance.now() > deadline)
        throw new Error(`waited in vain for: ${what}; windows: ${JSON.stringify(await sway.windows())}, ${notes.join('; ')}`);
      await sleep(20);
    }
  }

  const stands = (pid: number, wanted: string) => until(wanted, async () => (await where(pid)) === wanted);

  test('a shell opens on its own screen, by a rule that holds before it is seen', async () => {
    place({ left: { output: { name: SECOND }, shell: true } });
    const probe = open('org.invigil.Invigil.left', '--fullscreen');
    await stands(probe.pid, `${SECOND} full`);
    await end(probe);
    // The rule is the compositor's own: it works without anybody looking.
    placement?.close();
    await stands(open('org.invigil.Invigil.left', '--fullscreen').pid, `${SECOND} full`);
  });

  test('a program is moved by its process and made to fill its screen; another one is left alone', async () => {
    place({ wall: { output: { make: 'headless', name: SECOND } } });
    const other = open('somebody');
    await stands(other.pid, FIRST);
    const wall = open('wall');
    processes = { wall: [wall.pid] };
    await stands(wall.pid, `${SECOND} full`);
    expect(await where(other.pid)).toBe(FIRST);
  });

  test('two displays change places when the file says so', async () => {
    const [left, right] = [open('left', '--fullscreen'), open('right', '--fullscreen')];
    processes = { left: [left.pid], right: [right.pid] };
    const both = place({ left: { output: { name: FIRST } }, right: { output: { name: SECOND } } });
    await stands(left.pid, `${FIRST} full`);
    await stands(right.pid, `${SECOND} full`);
    const swapped = { shell: false, cover: false };
    both.want(
      new Map([
        ['left', { ...swapped, output: { name: SECOND } }],
        ['right', { ...swapped, output: { name: FIRST } }],
      ]),
    );
    await stands(left.pid, `${SECOND} full`);
    await stands(right.pid, `${FIRST} full`);
  });

  test('a screen that is not there is told of once, and taken when it is plugged in', async () => {
    const wall = open('wall', '--fullscreen');
    processes = { wall: [wall.pid] };
    place({ wall: { output: { name: 'HEADLESS-3' } } });
    await until('a note', () => notes.length > 0);
    expect(notes).toEqual([
      'wall: its screen HEADLESS-3 is not there; there are: HEADLESS-1 (headless headless), HEADLESS-2 (headless headless)',
    ]);
    await session.sway('create_output');
    await stands(wall.pid, 'HEADLESS-3 full');
    expect(notes).toHaveLength(1);
  });

  test('the hidden shell comes in front of a program that opens after it, and gives the screen back', async () => {
    place({ wall: {}, shell: { shell: true, cover: true } });
    const shell = open('org.invigil.Invigil.shell', '--fullscreen');
    await stands(shell.pid, `${FIRST} full`);
    const wall = open('wall', '--fullscreen');
    processes = { wall: [wall.pid] };
    await until('the program is behind it', async () => (await where(wall.pid)) === FIRST && (await where(shell.pid)) === `${FIRST} full`);
    await end(shell);
    await stands(wall.pid, `${FIRST} full`);
  });

  test('a supervisor does it all for a display that is a program', async () => {
    const exhibit = new Running(
      `[service.wall]\nrole = "display"\ncommand = ["sh", "-c", "python3 ${WINDOW} wall ${RED}"]\noutput = "${SECOND}"\n`,
      { electron: '#!/bin/sh\nexec sleep 1000\n' },
    );
    try {
      const { XDG_RUNTIME_DIR = '', WAYLAND_DISPLAY = '' } = session.environment;
      exhibit.environment['WAYLAND_DISPLAY'] = join(XDG_RUNTIME_DIR, WAYLAND_DISPLAY);
      exhibit.environment['INVIGIL_ELECTRON'] = join(exhibit.folder, 'exhibit/electron');
      await exhibit.start();
      await until('a window that fills the second screen', async () =>
        (await sway.windows()).some(({ appId, output, fullscreen }) => appId === 'wall' && output === SECOND && fullscreen),
      );
    } finally {
      await exhibit.remove();
    }
  });
});
