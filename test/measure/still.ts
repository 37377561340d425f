/** Time that stands still for the exhibit, and clocks that jump: nobody's failure. */
import { z } from 'zod';
import { inBox } from './kiosk/box.ts';
import type { Measure, Table } from './table.ts';

const Facts = z.object({
  state: z.string(),
  reboots_left: z.number().nullable(),
  unit: z.number(),
  services: z.array(z.object({ name: z.string(), pid: z.number().nullable(), restarts: z.number() })),
});
const Told = z.object({ what: z.string(), before: Facts, after: Facts });

export const measure: Measure = {
  name: 'still',
  title: 'Time that stands still, and clocks that jump',
  async run(): Promise<Table> {
    const told = (await inBox('still', 'told')).map((line) => Told.parse(line));
    const changes = ({ before, after }: z.infer<typeof Told>) =>
      [
        ...(before.unit === after.unit ? [] : ['the supervisor was restarted']),
        ...(before.reboots_left === after.reboots_left ? [] : [`reboots left: ${before.reboots_left} became ${after.reboots_left}`]),
        ...before.services.flatMap((service, index) => {
          const other = after.services[index];
          return other?.pid === service.pid && other.restarts === service.restarts ? [] : [`${service.name} was restarted`];
        }),
      ].join(', ') || 'nothing';
    return {
      wanted: 'no restart, no reboot given back to the budget',
      met: told.length === 4 && told.every((one) => changes(one) === 'nothing' && one.after.reboots_left === 1),
      columns: ['what happened', 'restarted or given back', 'the exhibit after it', 'reboots left'],
      rows: told.map((one) => [one.what, changes(one), one.after.state, `${one.after.reboots_left} of 2`]),
      notes: [
        'In test/lab/kiosk-box with the deb. The slice is frozen by `cgroup.freeze` with its watchdog raised to 120 s, while the clocks go on; the wall clock is moved under the supervisor and its services by a library before the C library, for a container may not set it. Looked at 12 s after each.',
      ],
    };
  },
};
