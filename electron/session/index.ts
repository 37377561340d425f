/**
 * Watches the conditions that services wait for (contract 2): session, sound, network, device, tcp.
 *
 * Owns: the connections to display and sound servers, what is heard of logind, the inotify watches that tell of sockets and devices, the timers of what has to
 * be asked.
 *
 * Invariants: only what is wanted is watched. A condition is told when it was first looked at and whenever its verdict or its words
 * have changed, never twice the same, and nothing once it is let go. What is still wanted after a reload is not looked at anew.
 *
 * What it costs while nothing happens, in wake-ups per second: session, sound and device 0 (a server's connection, inotify), network
 * 1/5, a host's name and a tcp server 1/30, each while it holds, and up to 1 while it does not. The numbers of each kind stand in its file;
 * these are the session's:
 * - A socket, and even an accepted connection, proves nothing: the kernel accepts for a compositor that hangs, and for one
 *   that is still starting (45 ms before it answers). The truth is an answered `wl_display.sync`, or X11's setup.
 * - The connection stays open. Its close is the fastest sign of the end: 3 ms after a kill, 15 ms after a logout, and a killed
 *   compositor leaves its socket behind without any other sign.
 * - No polling: inotify on the runtime folder says that a socket came; then connecting is tried every 20 ms for 2 s, as a
 *   compositor binds before it listens. One that hangs later on keeps its connection open: it is asked (a sync, 0.4 ms) only when
 *   something that waits for the session has ended, and after a sleep, and has 0.8 s to answer.
 * - A screen is an output that is in a mode.
 * - logind explains and objects, and never more: the compositor's process belongs to a session (GetSessionByPID), in which no display
 *   is started while it is a login screen's, closing, behind another one, or locked. What runs is left alone. Of a compositor that
 *   logind does not know, and without logind, nothing is asked but that it answers.
 * - A session that holds is kept until it is lost, whatever else appears; then any other compositor of the user will do, the
 *   one that WAYLAND_DISPLAY names first. X11 is looked for only where no Wayland compositor answers: a connection to Xwayland
 *   would start it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SystemBus } from '../platform/system-bus.ts';
import type { ConditionKey } from '../supervisor/policy/plan.ts';
import type { Condition, ConditionPort, Dispatch } from '../supervisor/ports.ts';
import { watchDevice } from './device.ts';
import { watchNetwork } from './network.ts';
import { SessionWatch } from './session-watch.ts';
import { watchSound } from './sound.ts';
import { watchTcp } from './tcp.ts';
import type { OnVerdict, Verdict, Watch } from './watch.ts';

export interface ConditionOptions {
  readonly dispatch: Dispatch;
  /** Where session and sound server may be found: XDG_RUNTIME_DIR, WAYLAND_DISPLAY, DISPLAY, XAUTHORITY, HOME. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where logind is asked about the session; left out: it is not asked. */
  readonly bus?: SystemBus;
}

export function createConditions({ dispatch, environment, bus }: ConditionOptions): ConditionPort {
  const runtimeFolder = environment['XDG_RUNTIME_DIR'] ?? `/run/user/${process.getuid?.() ?? 0}`;
  const watches = new Map<ConditionKey, Watch>();
  let session: SessionWatch | null = null;
  /** Wanted, and not yet told of. */
  const unknown = new Set<ConditionKey>();
  const whenKnown: (() => void)[] = [];

  function watch(condition: Condition, onVerdict: OnVerdict): Watch {
    switch (condition.kind) {
      case 'session':
        session = new SessionWatch({ runtimeFolder, environment, bus: bus ?? null }, onVerdict);
        return session.start();
      case 'sound':
        return watchSound(runtimeFolder, onVerdict);
      case 'network':
        return watchNetwork(condition.host, onVerdict);
      case 'device':
        return watchDevice(condition.path, onVerdict);
      case 'tcp':
        return watchTcp(condition.host, condition.port, onVerdict);
    }
  }

  function know(key: ConditionKey): void {
    unknown.delete(key);
    if (unknown.size === 0) for (const tell of whenKnown.splice(0)) tell();
  }

  /** Dispatches what is new, until it is let go. */
  function begin(key: ConditionKey, condition: Condition): Watch {
    let said: Verdict | null = null;
    let wanted = true;
    const watched = watch(condition, (verdict) => {
      if (!wanted || (said?.holds === verdict.holds && said.detail === verdict.detail)) return;
      said = verdict;
      dispatch({ type: 'condition', key, ...verdict });
      know(key);
    });
    return {
      look: () => watched.look(),
      close() {
        wanted = false;
        watched.close();
      },
    };
  }

  function letGo(key: ConditionKey, watched: Watch): void {
    watches.delete(key);
    watched.close();
    know(key);
    if (key === 'session') session = null;
  }

  return {
    want(conditions) {
      for (const [key, watched] of watches) if (!conditions.has(key)) letGo(key, watched);
      for (const [key, condition] of conditions) {
        if (watches.has(key)) continue;
        unknown.add(key);
        watches.set(key, begin(key, condition));
      }
    },
    look(keys) {
      for (const key of keys) watches.get(key)?.look();
    },
    async known(withinMs) {
      if (unknown.size === 0) return;
      await Promise.race([new Promise<void>((resolve) => whenKnown.push(resolve)), sleep(withinMs, undefined, { ref: false })]);
    },
    async close() {
      for (const [key, watched] of watches) letGo(key, watched);
    },
    environment: () => session?.environment() ?? {},
  };
}
