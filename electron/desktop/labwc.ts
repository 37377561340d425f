/** The rules for labwc, as text for a person: its rc.xml includes no other file. Written from its documentation, not tried. Pure. */
import type { Wanted } from './sway.ts';

const MODIFIERS: Readonly<Record<string, string>> = { Ctrl: 'C', Alt: 'A', Shift: 'S', Super: 'W' };

export function labwcRules({ colour, hotkey, outputs }: Wanted): string {
  const key =
    hotkey === null
      ? []
      : [
          '<keyboard>',
          `  <keybind key="${labwcKeys(hotkey)}"><action name="Execute" command="invigil overlay" /></keybind>`,
          '</keyboard>',
        ];
  const windows = outputs.map(
    ({ appId, output }) => `  <windowRule identifier="${appId}"><action name="MoveToOutput" output="${output}" /></windowRule>`,
  );
  return [
    'Into ~/.config/labwc/rc.xml, between <labwc_config> and </labwc_config> (not tried by us):',
    ...key,
    ...(windows.length === 0 ? [] : ['<windowRules>', ...windows, '</windowRules>']),
    '',
    'Into ~/.config/labwc/autostart, in place of panel, desktop and swayidle:',
    `swaybg -c '${colour}' >/dev/null 2>&1 &`,
    'systemctl --user import-environment WAYLAND_DISPLAY XDG_CURRENT_DESKTOP',
    '',
    'Then: labwc --reconfigure',
  ].join('\n');
}

/** `Ctrl+Alt+I` as labwc writes it: `C-A-i`. */
function labwcKeys(hotkey: string): string {
  return hotkey
    .split('+')
    .map((part) => MODIFIERS[part] ?? (part.length === 1 ? part.toLowerCase() : part))
    .join('-');
}
