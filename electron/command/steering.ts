/** Commands that steer services and the exhibit. */
import { z } from 'zod';
import { durationSchema } from './duration.ts';
import { type Entry, entry } from './entry.ts';
import { awaySchema, ending, noArguments, serviceName, taken, unknownService } from './refusals.ts';

const oneOrAll = z.strictObject({
  service: z.nullish(serviceName).describe('The name of a service; left out: the whole exhibit.'),
});

function steer(name: 'start' | 'stop' | 'restart', summary: string): Entry<typeof oneOrAll> {
  return entry({
    name,
    summary,
    role: 'staff',
    confirmation: false,
    arguments: oneOrAll,
    ...(name === 'restart' && { result: awaySchema }),
    refused: ({ service }, port) => unknownService(service, port) ?? ending(port),
    audit: ({ service }) => `${name} ${service ?? 'the exhibit'}`,
    run: ({ service }, port, by) => taken(port.command({ name, service: service ?? null }, by)),
  });
}

const pause = entry({
  name: 'pause',
  summary: 'Let everything run on without mending anything',
  role: 'staff',
  confirmation: false,
  arguments: z.strictObject({ for: durationSchema.optional().describe('How long; left out: until resumed.') }),
  refused: (_, port) => ending(port),
  audit: (args) => (args.for === undefined ? 'pause until resumed' : `pause for ${args.for / 1_000} s`),
  run: (args, port, by) => taken(port.command({ name: 'pause', forMs: args.for ?? null }, by)),
});

const resume = entry({
  name: 'resume',
  summary: 'End a pause or safe mode',
  role: 'staff',
  confirmation: false,
  arguments: noArguments,
  refused: (_, port) => ending(port),
  audit: () => 'resume',
  run: (_, port, by) => taken(port.command({ name: 'resume' }, by)),
});

const reload = entry({
  name: 'reload',
  summary: 'Read the exhibit file again and restart what changed in it',
  role: 'admin',
  confirmation: false,
  arguments: noArguments,
  result: z.object({ changed: z.array(z.string()).describe('The services that were restarted.') }),
  refused: (_, port) => ending(port),
  audit: () => 'reload the exhibit file',
  run: async (_, port, by) => {
    const answer = await port.reload(by);
    if (answer.ok) return { ok: true, result: { changed: answer.changed } };
    const detail = 'The exhibit file has problems. Everything runs on as it was before.';
    return { ok: false, problem: { kind: 'bad-exhibit-file', detail, problems: answer.problems } };
  },
});

export const STEERING: readonly Entry[] = [
  steer('start', 'Start one service or the whole exhibit'),
  steer('stop', 'Stop one service or the whole exhibit, until it is started again'),
  steer('restart', 'Restart one service or the whole exhibit'),
  pause,
  resume,
  reload,
];
