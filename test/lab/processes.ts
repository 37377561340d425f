/** The processes below one, as /proc has them. */
import { readdirSync, readFileSync } from 'node:fs';

/** The process's children, theirs and so on. */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${entry}/status`))?.[1];
    if (parent !== undefined) parents.set(Number(entry), Number(parent));
  }
  const of = (parent: number): number[] => [...parents].filter(([, its]) => its === parent).flatMap(([child]) => [child, ...of(child)]);
  return of(pid);
}

export const commandLine = (pid: number) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');

/** CPU time that it has used, in ticks of 10 ms. `PID/task/TID`: one of its threads. */
export function cpuTicks(pid: number | string): number {
  const [user = 0, system = 0] = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
  return user + system;
}

/** Empty for a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
