/** What is compared, in the order of the page. */
import type { Measure } from '../../measure/table.ts';
import { behaviour } from './behaviour.ts';
import { freeze } from './freeze.ts';
import { respawn } from './respawn.ts';
import { start } from './start.ts';

export const SUBJECTS: readonly Measure[] = [respawn, freeze, start, behaviour];
