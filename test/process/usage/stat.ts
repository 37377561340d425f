import type { ProcessStat } from '../../../electron/process/proc.ts';

/** A process that does nothing and uses nothing. */
export const STAT: ProcessStat = {
  state: 'S',
  parent: 1,
  group: 1,
  session: 1,
  kernelThread: false,
  exiting: false,
  cpuTicks: 0,
  threads: 1,
  startTicks: 0,
  residentPages: 0,
};
