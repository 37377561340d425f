/** What has to be done so that every window stands where it should. Pure. */
import { appIdOf } from '../platform/app-id.ts';
import { type Choice, chosen, type Output } from './outputs.ts';
import type { Window } from './windows.ts';

/** How a service's windows stand. */
export interface Stand {
  /** Null: where the compositor puts them. */
  readonly output: Choice | null;
  /** Shown by a shell of ours, whose windows carry the service's name. */
  readonly shell: boolean;
  /** The hidden shell: its window is there only while it has something to show, and then it is in front. */
  readonly cover: boolean;
}

export interface OwnWindow extends Window {
  readonly service: string;
  readonly stand: Stand;
}

/** What is remembered of a window. */
export interface Known {
  /** The output that it was moved to. A window that does not stay is not moved again until the screens change. */
  readonly movedTo: string | null;
  /** It has filled its screen, and does so again when what was in front is gone. */
  readonly filled: boolean;
}

export interface Act {
  readonly service: string;
  readonly command: string;
}

export interface Arranged {
  readonly acts: readonly Act[];
  readonly known: ReadonlyMap<number, Known>;
}

/**
 * `windows`: of services that stand somewhere, oldest first; `known`: what was remembered of them at the last look.
 *
 * - A window goes to the screen of its service and fills it. A dialog only goes there.
 * - sway lets one window fill a screen: the newest takes it from the others, and none gets it back by itself. So a cover takes it
 *   whenever another has it, and where nothing fills a screen, the newest window that did does so again.
 */
export function arrange(windows: readonly OwnWindow[], outputs: readonly Output[], known: ReadonlyMap<number, Known>): Arranged {
  const acts: Act[] = [];
  const after = new Map<number, Known>();
  const filled = new Map<string, Rival>();
  for (const window of windows) {
    const { id, service, stand, floating } = window;
    const before = known.get(id);
    const target = stand.output === null ? null : (chosen(stand.output, outputs)?.name ?? null);
    const moves = target !== null && target !== window.output && target !== before?.movedTo;
    const fills = !floating && (window.fullscreen || (before?.filled ?? target !== null));
    const output = moves ? target : window.output;
    if (moves) acts.push({ service, command: `[con_id=${id}] move container to output ${quoted(target)}` });
    after.set(id, { movedTo: moves ? target : (before?.movedTo ?? null), filled: fills || stand.cover });
    if (output === null || !(fills || stand.cover)) continue;
    const rival: Rival = { ...window, output, fullscreen: window.fullscreen && !moves, isGuest: stand.output !== null && target === null };
    if (isInFront(rival, filled.get(output), before === undefined)) filled.set(output, rival);
  }
  for (const { id, service, stand, fullscreen } of filled.values()) {
    if (fullscreen) continue;
    acts.push({ service, command: `[con_id=${id}] fullscreen enable${stand.cover ? ', focus' : ''}` });
  }
  return { acts, known: after };
}

/** A window that may fill a screen. `isGuest`: it stands there because its own screen is missing. */
interface Rival extends OwnWindow {
  readonly isGuest: boolean;
}

/**
 * Which of two windows is to fill a screen: a cover, else the one whose screen it is, else what was just opened, else what fills it now,
 * else the newer one.
 */
function isInFront(window: Rival, other: Rival | undefined, isNew: boolean): boolean {
  if (other === undefined || window.stand.cover) return true;
  if (other.stand.cover) return false;
  if (window.isGuest !== other.isGuest) return other.isGuest;
  return isNew || window.fullscreen || !other.fullscreen;
}

/** A text as sway's commands take it. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Sends the windows of a shell to a screen before their first frame, so that they are never seen on another one. */
export function assignment(service: string, output: string): string {
  return `assign [app_id="^${appIdOf(service)}$"] output ${quoted(output)}`;
}
