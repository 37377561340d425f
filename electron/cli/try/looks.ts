import { pssBytes } from '../../platform/pss.ts';
import type { Trial } from './result.ts';

/** What the processes of a trial use, from look to look. */
export class Looks {
  memory: Trial['memory'] = null;
  mostProcesses = 0;

  look(pids: readonly number[]): void {
    const bytes = pids.reduce((sum, pid) => sum + (pssBytes(pid) ?? 0), 0);
    if (bytes === 0) return;
    this.memory = { lastBytes: bytes, mostBytes: Math.max(bytes, this.memory?.mostBytes ?? 0) };
    this.mostProcesses = Math.max(this.mostProcesses, pids.length);
  }
}
