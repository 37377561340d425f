/** Is everything that a service starts certain to end with it? (docs/limits.md) */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { exhibitPaths } from '../../../platform/paths.ts';
import { SUPERVISORS_OWN } from '../../../process/cgroup-limits.ts';
import { supervisorOf } from '../../../store/lock.ts';
import { limitNotes } from '../../check-notes.ts';
import { type Check, ok, warning } from '../finding.ts';

const CGROUPS = '/sys/fs/cgroup';
const MEANS = 'A program that leaves its process group and also drops its environment is not ended with its service.';
const TODO = 'Nothing, for most programs. For certainty: a unit that runs the supervisor and delegates its cgroup (Delegate=yes).';

export const containment: Check = async ({ exhibit, environment }) => {
  if (exhibit === null) return [];
  const limits = limitNotes(exhibit).map((note) =>
    warning(note, 'The service may take the whole processor.', 'Run it by a unit of this account, with the controller delegated to it.'),
  );
  const supervisor = supervisorOf(exhibitPaths(exhibit.name, environment).control);
  if (supervisor === null) return [ok(`${exhibit.name} does not run now: how its services are contained shows when it does.`), ...limits];
  const own = cgroupOf(supervisor);
  const contained = own !== null && exhibit.services.some(({ name }) => existsSync(join(CGROUPS, own, name)));
  if (contained) return [ok('Each service has a cgroup of its own: nothing outlives it.'), ...limits];
  return [warning('Services are contained by process group and environment, not by cgroup.', MEANS, TODO), ...limits];
};

/** The supervisor's, in which each service has one of its own; null: none of version 2. */
function cgroupOf(pid: number): string | null {
  const path = /^0::(.*)$/m.exec(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))?.[1];
  if (path === undefined || path === '/') return null;
  return basename(path) === SUPERVISORS_OWN ? dirname(path) : path;
}
