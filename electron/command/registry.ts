/**
 * The one registry of commands (contract 7). Whoever asks, through whichever door, passes here, in this order: is there such
 * a command, do its arguments parse, may this role do it, is it refused now, is it confirmed. Then it runs.
 *
 * Invariants: every request leaves exactly one audit record, also a refused one; a door adds nothing to what is checked here
 * and cannot leave anything out; what an entry is given has been parsed.
 */
import { closest } from 'fastest-levenshtein';
import type { z } from 'zod';
import { CONFIRMATION_MS, createConfirmations } from './confirmation.ts';
import { type Caller, type Entry, type Outcome, type Problem, ROLES, type Role } from './entry.ts';
import type { SupervisorPort } from './port.ts';

export interface CommandRequest {
  readonly name: string;
  /** As it came in: parsed here. */
  readonly arguments: unknown;
  readonly caller: Caller;
  readonly confirmation?: string | undefined;
}

/** Who asked for what, when, and what came of it. */
export interface AuditRecord {
  /** ISO 8601. */
  readonly time: string;
  readonly actor: string;
  readonly role: Role;
  readonly command: string;
  readonly outcome: 'done' | 'bug' | Problem['kind'];
  /** The record as one line of a log. */
  readonly line: string;
}

export interface RegistryOptions {
  readonly entries: readonly Entry[];
  readonly port: SupervisorPort;
  readonly audit: (record: AuditRecord) => void;
  /** Monotonic, in milliseconds: the life of confirmations. */
  readonly monotonicMs: () => number;
}

export interface Registry {
  readonly entries: readonly Entry[];
  run(request: CommandRequest): Promise<Outcome>;
}

export function createRegistry({ entries, port, audit, monotonicMs }: RegistryOptions): Registry {
  const confirmations = createConfirmations(monotonicMs);

  function record(request: CommandRequest, asked: string, outcome: AuditRecord['outcome'], detail: string): void {
    const { actor, role } = request.caller;
    // One line, whatever somebody put into a name.
    const line = `${actor} asked to ${asked}: ${outcome}${detail === '' ? '' : ` (${detail})`}`.replace(/\p{Cc}/gu, ' ').slice(0, 500);
    audit({ time: new Date().toISOString(), actor, role, command: request.name, outcome, line });
  }

  /** Everything that is checked before a command runs; null: it may. */
  function check(entry: Entry, args: unknown, request: CommandRequest): Problem | null {
    const { caller } = request;
    if (ROLES.indexOf(caller.role) < ROLES.indexOf(entry.role) && caller.alsoMay?.has(entry.name) !== true) {
      const detail = `"${entry.name}" needs the role ${entry.role}, ${caller.actor} has the role ${caller.role}.`;
      return { kind: 'not-allowed', detail };
    }
    const refused = entry.refused(args, port);
    if (refused !== null || !entry.confirmation) return refused;
    const asked = JSON.stringify([entry.name, args, caller.actor]);
    if (request.confirmation !== undefined && confirmations.redeem(request.confirmation, asked)) return null;
    const confirmation = { token: confirmations.issue(asked), expiresInMs: CONFIRMATION_MS };
    const detail = `"${entry.name}" has to be confirmed within ${CONFIRMATION_MS / 1_000} s.`;
    return { kind: 'confirmation-needed', detail, confirmation };
  }

  return {
    entries,
    async run(request) {
      const entry = entries.find((other) => other.name === request.name);
      if (entry === undefined) {
        const problem = unknownCommand(request.name, entries);
        record(request, request.name, problem.kind, '');
        return { ok: false, problem };
      }
      const parsed = entry.arguments.safeParse(request.arguments);
      if (!parsed.success) {
        const problem = badArguments(entry, parsed.error);
        record(request, entry.name, problem.kind, problem.detail);
        return { ok: false, problem };
      }
      const asked = entry.audit(parsed.data);
      try {
        const problem = check(entry, parsed.data, request);
        const outcome: Outcome = problem === null ? await entry.run(parsed.data, port, request.caller.actor) : { ok: false, problem };
        record(request, asked, outcome.ok ? 'done' : outcome.problem.kind, outcome.ok ? '' : outcome.problem.detail);
        return outcome;
      } catch (error) {
        record(request, asked, 'bug', String(error));
        throw error;
      }
    },
  };
}

function unknownCommand(name: string, entries: readonly Entry[]): Problem {
  const names = entries.map((entry) => entry.name);
  const detail = `There is no command "${name}". Did you mean "${closest(name, names)}"? The commands are: ${names.join(', ')}.`;
  return { kind: 'unknown-command', detail };
}

function badArguments(entry: Entry, error: z.ZodError): Problem {
  const problems = error.issues.map((issue) => (issue.path.length === 0 ? issue.message : `${issue.path.join('.')} ${issue.message}`));
  return { kind: 'bad-arguments', detail: `"${entry.name}" was not understood: ${problems.join('; ')}.`, problems };
}
