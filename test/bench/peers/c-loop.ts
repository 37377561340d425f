/** The floor: no supervisor is faster or smaller than `waitpid` and `posix_spawn` in a loop. */
import { compiled } from '../../support/compile.ts';
import type { Child, Peer } from '../peer.ts';
import { launched } from './launched.ts';
import { MARK_OF_CHILD } from './mark.ts';

export const cLoop: Peer = {
  name: 'c-loop',
  title: 'floor: a loop in C',
  version: () => '(waitpid, posix_spawn)',
  cannot: ['stamp', 'silence'],
  start: (folder, children) => launched({ folder, command: [compiled('c-loop', ['-static', '-O2']), ...children.flatMap(words).slice(1)] }),
};

/** Each begins with the word that parts it from the one before. */
function words({ command, environment }: Child): string[] {
  return [';', ...Object.entries({ ...environment, ...MARK_OF_CHILD }).map(([name, value]) => `${name}=${value}`), ...command];
}
