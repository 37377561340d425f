/** All faults, in the order of the table. */
import type { Fault } from '../fault.ts';
import { crashing } from './crashing.ts';
import { deaf } from './deaf.ts';
import { flood } from './flood.ts';
import { heldPipe } from './held-pipe.ts';
import { killed } from './killed.ts';
import { leftBehind } from './left-behind.ts';
import { missing } from './missing.ts';
import { frozen, stuck } from './silent.ts';

export const FAULTS: readonly Fault[] = [frozen, stuck, flood, deaf, leftBehind, heldPipe, missing, crashing, killed];
