/** The commands of this version. A new one is a new entry here, and every door has it. */
import { closest } from 'fastest-levenshtein';
import { z } from 'zod';
import { durationSchema } from './duration.ts';
import { type Entry, entry, type Problem, taken } from './entry.ts';
import type { SupervisorPort } from './port.ts';

const none = z.strictObject({});
const oneOrAll = z.strictObject({
  service: z.nullish(z.string({ error: 'must be the name of a service' })).describe('The name of a service; left out: the whole exhibit.'),
});

function ending(port: SupervisorPort): Problem | null {
  if (port.snapshot().state !== 'stopping') return null;
  return { kind: 'refused', detail: 'The supervisor is shutting down. Ask again when it runs again.' };
}

function steer(name: 'start' | 'stop' | 'restart', summary: string): Entry<typeof oneOrAll> {
  return entry({
    name,
    summary,
    role: 'staff',
    confirmation: false,
    arguments: oneOrAll,
    refused: ({ service }, port) => (service == null ? null : unknownService(service, port)) ?? ending(port),
    audit: ({ service }) => `${name} ${service ?? 'the exhibit'}`,
    run: ({ service }, port, by) => taken(port.command({ name, service: service ?? null }, by)),
  });
}

function unknownService(service: string, port: SupervisorPort): Problem | null {
  const names = port.serviceNames();
  if (names.includes(service)) return null;
  const nearest = names.length === 0 ? '' : ` Did you mean "${closest(service, names)}"?`;
  return { kind: 'unknown-service', detail: `There is no service "${service}".${nearest} The services are: ${names.join(', ')}.` };
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
  arguments: none,
  refused: (_, port) => ending(port),
  audit: () => 'resume',
  run: (_, port, by) => taken(port.command({ name: 'resume' }, by)),
});

const reload = entry({
  name: 'reload',
  summary: 'Read the exhibit file again and restart what changed in it',
  role: 'admin',
  confirmation: false,
  arguments: none,
  refused: (_, port) => ending(port),
  audit: () => 'reload the exhibit file',
  run: async (_, port, by) => {
    const answer = await port.reload(by);
    if (answer.ok) return { ok: true, result: { changed: answer.changed } };
    const detail = 'The exhibit file has problems. Everything runs on as it was before.';
    return { ok: false, problem: { kind: 'bad-exhibit-file', detail, problems: answer.problems } };
  },
});

/** Everything that can be asked of the supervisor. */
export const COMMANDS: readonly Entry[] = [
  steer('start', 'Start one service or the whole exhibit'),
  steer('stop', 'Stop one service or the whole exhibit, until it is started again'),
  steer('restart', 'Restart one service or the whole exhibit'),
  pause,
  resume,
  reload,
];
