/** Programs that count idle minutes beside the desktop: those of sway and labwc, and the screen savers of X11. */
import { type Finding, warning } from '../../finding.ts';
import type { Place } from '../../place.ts';

const NAMES = [
  'swayidle',
  'hypridle',
  'xautolock',
  'xscreensaver',
  'light-locker',
  'xss-lock',
  'mate-screensaver',
  'xfce4-screensav',
  'cinnamon-screen',
];

export function ofPrograms({ running }: Place, means: string): Finding[] {
  return NAMES.flatMap((name) => running(name)).map(({ command }) => {
    const [name = 'one of them'] = command;
    return warning(`${name} runs: ${command.join(' ')}.`, means, `Take ${name} out of what the session starts.`);
  });
}
