/** Which desktop gets what. */
import type { Desk, Line } from './desktop.ts';
import { gnomeWishes } from './gnome.ts';
import { labwcRules } from './labwc.ts';
import { applyFile, restoreFiles } from './rules.ts';
import { applySettings, restoreSettings } from './settings.ts';
import { includes, swayRules, type Wanted } from './sway.ts';

export interface Folders {
  readonly home: string;
  /** XDG_CONFIG_HOME, absolute. */
  readonly config: string;
}

export type Desktop = 'gnome' | 'sway' | 'labwc';

/** What has its own way here; null: nothing is known of it. `name`: of the compositor, or of XDG_CURRENT_DESKTOP. */
export function desktopOf(name: string): Desktop | null {
  if (/gnome/i.test(name)) return 'gnome';
  if (/^sway$/i.test(name)) return 'sway';
  return /^labwc/i.test(name) ? 'labwc' : null;
}

/** Never twice: what is so already stays and is said. `dryRun`: changes nothing. */
export async function apply(desktop: Desktop, wanted: Wanted, folders: Folders, desk: Desk, dryRun: boolean): Promise<readonly Line[]> {
  switch (desktop) {
    case 'gnome':
      return [...(await applySettings(gnomeWishes(wanted.colour), desk, dryRun)), ...gnomeKey(wanted)];
    case 'sway':
      return sway(wanted, folders, desk, dryRun);
    case 'labwc':
      return [{ kind: 'todo', text: labwcRules(wanted) }];
  }
}

/** Puts back all that any apply has changed. */
export async function restore(desk: Desk, dryRun: boolean): Promise<readonly Line[]> {
  return [...(await restoreFiles(desk, dryRun)), ...(await restoreSettings(desk, dryRun))];
}

/** A key of one's own is a list of GNOME's that others write too: left to a person. */
function gnomeKey({ hotkey }: Wanted): readonly Line[] {
  if (hotkey === null) return [];
  const text = `Over a program ${hotkey} does not open the overlay. In Settings, Keyboard, Custom Shortcuts: invigil overlay`;
  return [{ kind: 'todo', text }];
}

async function sway(wanted: Wanted, { home, config }: Folders, desk: Desk, dryRun: boolean): Promise<readonly Line[]> {
  const path = `${config}/invigil/sway.conf`;
  const main = `${config}/sway/config`;
  const rules = await applyFile(path, swayRules(wanted), desk, dryRun);
  const text = await desk.read(main);
  const start =
    text === null
      ? `${main} is not there: sway takes the system's. Copy it first: mkdir -p ${config}/sway && cp /etc/sway/config ${main}`
      : null;
  const missing = text === null || !includes(text, path, home);
  const lines: Line[] = [rules];
  if (start !== null) lines.push({ kind: 'todo', text: start });
  if (missing) lines.push({ kind: 'todo', text: `Let sway read the rules: echo 'include ${path}' >> ${main}` });
  if (rules.kind !== 'same' || missing) lines.push({ kind: 'todo', text: 'They hold after: swaymsg reload' });
  return lines;
}
