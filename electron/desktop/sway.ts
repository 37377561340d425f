/** The rules for sway: a file that its configuration includes. Pure. */
import { swayKeys } from '../platform/sway-keys.ts';

/** What the rules depend on. */
export interface Wanted {
  /** `#rrggbb`, of the holding picture. */
  readonly colour: string;
  /** `Ctrl+Alt+I`; null: no key opens the overlay. */
  readonly hotkey: string | null;
  /** Displays that name their screen by its socket. */
  readonly outputs: readonly { readonly appId: string; readonly output: string }[];
}

/** Where a window goes is not among them: Invigil asks sway for that while it runs. */
export function swayRules({ colour, hotkey }: Pick<Wanted, 'colour' | 'hotkey'>): string {
  return [
    '# Written by `invigil desktop apply`, taken away by `invigil desktop restore`. Lines of your own belong into another file.',
    '# Nothing around the picture, and the colour of the holding picture where nothing is shown.',
    'default_border none',
    'default_floating_border none',
    'hide_edge_borders --i3 both',
    'focus_follows_mouse no',
    `output * bg ${colour} solid_color`,
    '# No dark screen while any window is open, whatever else counts idle minutes.',
    'for_window [app_id=".*"] inhibit_idle open',
    'for_window [class=".*"] inhibit_idle open',
    ...(hotkey === null ? [] : ['# Over a program the shell sees no keys.', `bindsym ${swayKeys(hotkey)} exec invigil overlay`]),
    '# Services that are started later find the session.',
    'exec systemctl --user import-environment WAYLAND_DISPLAY SWAYSOCK XDG_CURRENT_DESKTOP',
    '',
  ].join('\n');
}

/** Whether a configuration of sway names that file. `path`: absolute; a configuration may write `~` for the home. */
export function includes(config: string, path: string, home: string): boolean {
  const names = [path, path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path];
  return config.split('\n').some((line) => names.some((name) => line.trim() === `include ${name}`));
}
