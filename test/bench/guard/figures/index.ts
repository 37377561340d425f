import type { Figure } from '../figure.ts';
import { beats, memory } from './beats.ts';
import { piping } from './piping.ts';
import { respawn } from './respawn.ts';
import { start } from './start.ts';
import { status } from './status.ts';

/** Short enough that all of them take less than a minute. */
export const FIGURES: readonly Figure[] = [respawn, start, status, piping, beats, memory];
