/** Commands for the machine itself. Each needs a confirmation (contract 7). */
import { type Entry, entry } from './entry.ts';
import { awaySchema, ending, noArguments, taken } from './refusals.ts';

function power(name: 'reboot' | 'poweroff', summary: string, asked: string): Entry<typeof noArguments> {
  return entry({
    name,
    summary,
    role: 'admin',
    confirmation: true,
    arguments: noArguments,
    ...(name === 'reboot' && { result: awaySchema }),
    refused: (_, port) => ending(port),
    audit: () => asked,
    run: async (_, port, by) => taken(await port.power(name, by)),
  });
}

export const POWER: readonly Entry[] = [
  power('reboot', 'Reboot the machine', 'reboot the machine'),
  power('poweroff', 'Switch the machine off', 'switch the machine off'),
];
