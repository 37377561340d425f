/**
 * The shell: shows one `url` service on its display. A supervised process like any other, started by the supervisor.
 *
 * It owns one window with the holding page and, above it, a view with the exhibit's page. The supervisor says what is shown (`show`,
 * `hold`); the shell keeps it shown: tries an address until it answers, sees by the page's frame loop whether it lives, reloads it.
 * What a reload cannot mend is `fatal`, and the supervisor restarts the shell.
 *
 *   line      the ZeroMQ line to the supervisor
 *   window    the window with the holding page
 *   page      the states of the exhibit's page, and `policy`, what follows from what (pure); `pledge`: what a page is held to by its words
 *   keeper    carries that out on the `content`: a `view` under guard (`guard`, `ward`), with a `profile`, a `dress` and a `sweep` of its own
 *   preload   runs in the exhibit's page: tells of its frames (`frame-pace`), and gives it its words (`page-words`)
 *   voice     hears those words, as far as they pass (`word`, `gate`)
 *   staff     what people do at the screen: the hidden `overlay/`, which `ways/` lead to, and less (`label`, `capture`, `presence`)
 *
 * Numbers: a beat of the shell every second from this process, two frames a second from the page, silence judged by `page_timeout_ms`;
 * a page may say 50 words a second.
 * Runs on every Electron from 22 on: one CommonJS file, no Node API newer than 16.
 */
import { join } from 'node:path';
import { app, Menu, powerSaveBlocker } from 'electron';
import { appIdOf } from '../platform/app-id.ts';
import { readSettings, type ShellSettings } from './environment.ts';
import { watchGpu } from './gpu.ts';
import { guardApp } from './guard.ts';
import { Keeper } from './keeper.ts';
import { type Line, openLine } from './line.ts';
import { Presence } from './presence.ts';
import type { FromSupervisor } from './protocol.ts';
import { Staff } from './staff.ts';
import { watchWays } from './ways/ways.ts';
import { endByKey, openWindow } from './window.ts';

/** Between two beats of this process. */
const BEAT_MS = 1000;

let line: Line | null = null;
let staff: Staff | null = null;

async function run(settings: ShellSettings): Promise<void> {
  await app.whenReady();
  line = openLine({ endpoint: settings.endpoint, service: settings.service, instance: settings.instance, onMessage });
  const { send } = line;
  // The address is on its way while the window is made, and the page is loaded while the holding page comes up.
  if (!settings.hidden) greet(send);
  watchWays({ ...settings, onHotkey: () => staff?.overlay.toggle('hotkey'), onCorner: () => staff?.overlay.open('corner') });
  const holding = openWindow(settings, join(__dirname, 'holding.html'), join(__dirname, 'holding-preload.cjs'));
  // As far as the desktop listens to it (docs/shell.md).
  if (!settings.windowed) powerSaveBlocker.start('prevent-display-sleep');
  const presence = new Presence(holding.window, settings.hidden);
  const keeper = new Keeper({
    holding,
    preload: join(__dirname, 'preload.cjs'),
    devTools: settings.windowed,
    send,
    excused: () => !presence.seen,
  });
  staff = new Staff({ settings, folder: __dirname, holding, keeper, presence, send });
  watchGpu({
    repaint: () => keeper.repaint(),
    renew: (reason) => send({ type: 'renew', reason, software: true }),
  });

  // Electron quits on SIGTERM, SIGINT and SIGHUP by itself.
  app.on('before-quit', (event) => {
    event.preventDefault();
    end(0);
  });

  // It is told at once to leave the screen: what is not yet on it could not.
  if (settings.hidden) void holding.shown.then(() => greet(send));

  function onMessage(message: FromSupervisor): void {
    staff?.receive(message);
    switch (message.type) {
      case 'show':
        return keeper.show({
          url: message.url,
          loadTimeoutMs: message.load_timeout_ms,
          pageTimeoutMs: message.page_timeout_ms,
          stallMs: message.page_stall_ms,
          busy: { maxMs: message.page_busy_max_ms, totalMs: message.page_busy_total_ms },
          settings: message.page,
        });
      case 'refresh':
        return keeper.refresh();
      case 'hold':
        return keeper.hold();
      case 'stop':
        return app.quit();
      case 'reject':
        return console.error(`the supervisor refuses this shell: ${message.reason}`);
    }
  }
}

/** The first word to the supervisor, and its beats from then on. */
function greet(send: Line['send']): void {
  send({ type: 'hello', client: 'invigil-shell', ready: true });
  let seq = 0;
  setInterval(() => {
    seq += 1;
    send({ type: 'beat', seq });
  }, BEAT_MS);
}

/** Instead of Electron's own answer to a bug, a dialog over the exhibit. */
function crash(error: unknown): void {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  end(70);
}

/** Without asking windows, which full screen refuse to close. */
function end(status: number): void {
  line?.close();
  setImmediate(() => app.exit(status));
}

process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);

const settings = readSettings(process.env);
// Before the first window: compositors tell the displays of an exhibit apart by it.
app.setDesktopName(`${appIdOf(settings.service)}.desktop`);
// The default menu brings keys that close the window or leave full screen.
Menu.setApplicationMenu(null);
endByKey(settings.windowed);
guardApp();
void run(settings);
