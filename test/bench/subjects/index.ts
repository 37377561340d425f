/** What is compared, in the order of the page. */
import type { Measure } from '../../measure/table.ts';
import { behaviour } from './behaviour.ts';
import { freeze } from './freeze.ts';
import { guard } from './guard.ts';
import { idle } from './idle.ts';
import { many } from './many.ts';
import { memory } from './memory.ts';
import { piping } from './piping.ts';
import { respawn } from './respawn.ts';
import { restarts } from './restarts.ts';
import { start } from './start.ts';
import { waits } from './waits.ts';

export const SUBJECTS: readonly Measure[] = [respawn, freeze, start, idle, many, piping, restarts, memory, waits, behaviour, guard];
