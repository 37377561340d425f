/** What of a right exhibit file does nothing on this machine. */
import { existsSync, readFileSync } from 'node:fs';
import type { Exhibit } from '../config/index.ts';

/** One sentence for each; empty when everything works here. `cgroups`: where the machine's cgroups are mounted. */
export function notesOn(exhibit: Exhibit, cgroups = '/sys/fs/cgroup'): string[] {
  const limited = exhibit.services.filter(({ limits }) => limits.cpuPercent !== null);
  if (limited.length === 0) return [];
  const why = whyNoCpuLimit(cgroups);
  return why === null ? [] : limited.map(({ name }) => `service.${name}.limits.cpu does nothing here: ${why}.`);
}

/** A unit of the user may limit the processor only if the system hands that on to the user's own service manager. */
function whyNoCpuLimit(cgroups: string): string | null {
  const user = process.getuid?.() ?? 0;
  const file = `${cgroups}/user.slice/user-${user}.slice/user@${user}.service/cgroup.controllers`;
  if (!existsSync(file)) return 'no service manager of this user runs (systemd --user), so there is no cgroup to limit it in';
  const controllers = readFileSync(file, 'utf8').trim().split(' ');
  if (controllers.includes('cpu')) return null;
  return `the user's service manager is not given the controller "cpu" (it has: ${controllers.join(', ') || 'none'})`;
}
