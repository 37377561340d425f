/** The commands of this version, by what they are about. A new one is a new entry, and every door has it. */
import { ALERTS } from './alerts.ts';
import type { Entry } from './entry.ts';
import { POWER } from './power.ts';
import { SCREEN } from './screen.ts';
import { SOUND } from './sound.ts';
import { STEERING } from './steering.ts';

/** Everything that can be asked of the supervisor. */
export const COMMANDS: readonly Entry[] = [...STEERING, ...SCREEN, ...SOUND, ...ALERTS, ...POWER];
