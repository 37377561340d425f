/** Programs of the system that are asked for help, when they are there. */
import { delimiter, join } from 'node:path';
import { isExecutable } from '../../../platform/executable.ts';
import { type Check, type Finding, ok, warning } from '../finding.ts';

interface Tool {
  readonly program: string;
  readonly without: string;
  readonly todo: string;
}

const GRIM: Tool = {
  program: 'grim',
  without: 'Incidents of programs of your own have no picture of the screen.',
  todo: 'apt install grim',
};
const PACTL: Tool = { program: 'pactl', without: 'The volume can be neither seen nor set.', todo: 'apt install pulseaudio-utils' };

export const tools: Check = async ({ session, environment }) => {
  const wanted = session?.kind === 'x11' ? [PACTL] : [GRIM, PACTL];
  return wanted.map(
    ({ program, without, todo }): Finding =>
      isThere(program, environment['PATH'] ?? '') ? ok(`${program} is there.`) : warning(`${program} is not installed.`, without, todo),
  );
};

function isThere(program: string, path: string): boolean {
  return path.split(delimiter).some((folder) => folder !== '' && isExecutable(join(folder, program)));
}
