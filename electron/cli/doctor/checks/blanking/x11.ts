/** The X server's own screen saver and DPMS. */
import { type Finding, unasked, warning } from '../../finding.ts';
import type { Place } from '../../place.ts';

export async function ofX11({ ask }: Place, means: string): Promise<Finding[]> {
  const said = await ask('xset', 'q');
  if (!said.ok) return [unasked('The screen saver of X11', 'xset', said, means, 'Install x11-xserver-utils and look again.')];
  const seconds = Number(/timeout:\s+(\d+)/.exec(said.output)?.[1] ?? 0);
  const power = /DPMS is Enabled/.test(said.output);
  if (seconds === 0 && !power) return [];
  const found = [seconds > 0 ? `blanks the screen after ${seconds} s` : '', power ? 'switches the screen off (DPMS)' : ''].filter(Boolean);
  return [warning(`X11 ${found.join(' and ')}.`, means, 'Let the session run at its start: xset s off -dpms')];
}
