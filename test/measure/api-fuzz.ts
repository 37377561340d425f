/**
 * What the description of the API allows and what it does not, asked of a whole supervisor by each role and by nobody (schemathesis), and
 * before that each operation once as it is meant. Streams are opened and not fuzzed: they have no end.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ROLES, type Role } from '../../electron/command/entry.ts';
import { ApiGuests, type Done, GUESTS, type Guest, headersOf, passwordOf } from '../support/api-guests.ts';

export const SEED = 20_261_122;
/** In what order what schemathesis does is worth its time: the edges of every value, then chance. */
const PHASES = { short: 'fuzzing', long: 'examples,coverage,fuzzing' } as const;
/** A rule that no schema says (one of two keys is needed), and the 428 of a confirmation, are no failures. */
const NOT_CHECKED = 'positive_data_acceptance';
/** Nobody is not told which methods an address would take: they are answered 401, whatever they ask. */
const NOT_CHECKED_OF_NOBODY = `${NOT_CHECKED},unsupported_method`;
const PATIENCE_MS = 1_500_000;
/** Beside its own list of refusals: a body that is too large, and a text in a query that makes the head of a request so. */
const SETTINGS = `[checks]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429, 431]
`;

const description = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string(), 'x-role': z.enum(ROLES).optional() }))),
});
const archive = z.object({
  log: z.object({
    entries: z.array(z.object({ request: z.object({ method: z.string(), url: z.string() }), response: z.object({ status: z.int() }) })),
  }),
});

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Of a command. */
  readonly role: Role | null;
}

export interface Asked {
  readonly guest: Guest;
  readonly requests: number;
  readonly serverErrors: number;
  /** What it found wrong, each as schemathesis names it. */
  readonly failures: readonly string[];
}

export interface Fuzzed {
  readonly asked: readonly Asked[];
  readonly operations: number;
  /** Operations that were never answered with 2xx. */
  readonly neverDone: readonly string[];
  /** Done for somebody whose role does not allow it. */
  readonly withoutRole: readonly Done[];
  readonly done: number;
  /** Answered to nobody with something else than a refusal, though it needs somebody. */
  readonly openToNobody: readonly string[];
}

/** `examples`: for each operation and each guest, beside the edges. */
export async function fuzz({ short, examples }: { readonly short: boolean; readonly examples: number }, packages: string): Promise<Fuzzed> {
  const guests = await ApiGuests.open();
  try {
    const document = await (await guests.fetch('admin', '/api/v1/openapi.json')).json();
    const operations = operationsOf(document);
    const seen = new Set<string>();
    const openToNobody = new Set<string>();
    const places = await whatIsThere(guests);
    for (const operation of operations) {
      if (await meant(guests, operation, places)) seen.add(operation.id);
    }
    const file = join(guests.folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    const asked: Asked[] = [];
    for (const guest of GUESTS) {
      const { entries, failures } = await ask({ guests, guest, file, packages, short, examples });
      for (const { request, response } of entries) {
        const operation = operations.find((one) => fits(one, request));
        if (operation === undefined || response.status >= 300) continue;
        seen.add(operation.id);
        if (guest === 'nobody' && !OPEN.has(operation.id)) openToNobody.add(operation.id);
      }
      asked.push({
        guest,
        requests: entries.length,
        serverErrors: entries.filter(({ response }) => response.status >= 500).length,
        failures,
      });
    }
    const done = guests.commands.filter(({ outcome, command }) => outcome === 'done' && command !== 'sign-in');
    return {
      asked,
      operations: operations.length,
      neverDone: operations.map(({ id }) => id).filter((id) => !seen.has(id)),
      withoutRole: done.filter(({ command, role }) => {
        const needed = operations.find(({ path }) => path === `/api/v1/commands/${command}`)?.role;
        return needed == null || role === undefined || ROLES.indexOf(role) < ROLES.indexOf(needed);
      }),
      done: done.length,
      openToNobody: [...openToNobody],
    };
  } finally {
    await guests.remove();
  }
}

/** Of which nobody needs to have signed in. */
const OPEN: ReadonlySet<string> = new Set(['getHealthz', 'getSession', 'signOut']);

function operationsOf(document: unknown): Operation[] {
  return Object.entries(description.parse(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, 'x-role': role }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path,
      role: role ?? null,
    })),
  );
}

function fits({ method, path }: Operation, asked: { readonly method: string; readonly url: string }): boolean {
  const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
  return asked.method === method && pattern.test(new URL(asked.url).pathname);
}

/** Bodies with which an operation can succeed here. */
const BODIES: Readonly<Record<string, object>> = {
  signIn: { name: 'admin', password: passwordOf('admin') },
  commandPause: { for: '1s' },
  commandStart: { service: 'audio' },
  commandStop: { service: 'audio' },
  commandRestart: { service: 'audio' },
  commandRefresh: { service: 'wall' },
  commandVolume: { percent: 60 },
};

const incidents = z.object({ incidents: z.array(z.object({ number: z.int(), has_picture: z.boolean() })) });
const kept = z.object({ file: z.string() });

/** What an operation can ask for by name here: an incident with a picture, and a picture of the screen that was kept. */
async function whatIsThere(guests: ApiGuests): Promise<Readonly<Record<string, string>>> {
  const { pid } = await guests.service('audio');
  if (pid !== null) process.kill(pid, 'SIGKILL');
  await guests.until('an incident with a picture', async () => {
    const listed = incidents.safeParse(await (await guests.fetch('admin', '/api/v1/incidents')).json());
    return listed.data?.incidents.some(({ number, has_picture }) => number === 1 && has_picture) === true;
  });
  const body = JSON.stringify({});
  const headers = { 'content-type': 'application/json' };
  const pictured = await guests.fetch('admin', '/api/v1/commands/screenshot', { method: 'POST', body, headers });
  const { file } = kept.parse(await pictured.json());
  return { service: 'core', number: '1', file };
}

/** Whether it is answered with 2xx when it is asked for as it is meant. A stream is left as soon as it has begun. */
async function meant(guests: ApiGuests, { id, method, path }: Operation, places: Readonly<Record<string, string>>): Promise<boolean> {
  const stop = new AbortController();
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, part: string) => places[part] ?? part);
  const headers = { 'content-type': 'application/json', origin: guests.address };
  const body = method === 'POST' ? { body: JSON.stringify(BODIES[id] ?? {}), headers } : {};
  const response = await guests.fetch('admin', filled, { method, ...body, signal: stop.signal });
  stop.abort();
  return response.ok;
}

interface Question {
  readonly guests: ApiGuests;
  readonly guest: Guest;
  readonly file: string;
  readonly packages: string;
  readonly short: boolean;
  readonly examples: number;
}

async function ask({ guests, guest, file, packages, short, examples }: Question) {
  const folder = join(guests.folder, guest);
  mkdirSync(folder);
  const har = join(folder, 'requests.har');
  writeFileSync(join(folder, 'schemathesis.toml'), SETTINGS);
  const headers = Object.entries(headersOf(guest)).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const args = ['-m', 'schemathesis.cli', 'run', file, '-u', guests.address, ...headers]
    .concat(['--exclude-operation-id-regex', 'ollow', '--phases', short ? PHASES.short : PHASES.long, '-n', `${examples}`])
    .concat([
      '--seed',
      `${SEED}`,
      '--exclude-checks',
      guest === 'nobody' ? NOT_CHECKED_OF_NOBODY : NOT_CHECKED,
      '--continue-on-failure',
      '--no-color',
      '--warnings',
      'off',
    ])
    .concat(['--report', 'har', '--report-har-path', har]);
  const { stdout } = await promisify(execFile)('python3', args, {
    cwd: folder,
    env: { ...process.env, PYTHONPATH: packages },
    timeout: PATIENCE_MS,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: unknown) => {
    // With failures found it ends with 1; without a report there is nothing to judge.
    if (error instanceof Error && 'stdout' in error && String(error.stdout).includes('SUMMARY')) return { stdout: String(error.stdout) };
    throw error;
  });
  return { entries: archive.parse(JSON.parse(readFileSync(har, 'utf8'))).log.entries, failures: failuresIn(stdout) };
}

/** `GET /api/v1/status: ST101 Server error`. The operation stands above, between rules. */
function failuresIn(report: string): string[] {
  const failures: string[] = [];
  let operation = '';
  for (const line of report.split('\n')) {
    operation = /^_{3,} (.*?) _{3,}$/.exec(line)?.[1] ?? operation;
    const failure = /^- (ST\d+ .*)$/.exec(line)?.[1];
    if (failure !== undefined) failures.push(`${operation}: ${failure}`);
  }
  return failures;
}
