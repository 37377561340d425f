/** The machine below the exhibit as the doors see it: what it tells, its volume. */
import type { SupervisorPort } from '../command/port.ts';
import { createMachine } from '../machine/machine.ts';
import { createSound } from '../machine/sound.ts';
import type { ReadableParts } from './resources.ts';
import { VERSION } from './version.ts';

export interface OpenMachine {
  readonly readable: Pick<ReadableParts, 'machine' | 'sound'>;
  readonly commands: Pick<SupervisorPort, 'setSound'>;
}

/** `environment`: the login's, and what the session adds to it now. */
export function openMachine(stateFolder: string, environment: () => Readonly<Record<string, string | undefined>>): OpenMachine {
  const sound = createSound(environment);
  return {
    readable: { machine: createMachine({ stateFolder, version: VERSION, environment }), sound: sound.read },
    commands: { setSound: sound.set },
  };
}
