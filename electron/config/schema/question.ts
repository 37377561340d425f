import type { Question } from '../../supervisor/ports.ts';
import { type Command, command } from './command.ts';
import { type Address, address, httpStatus, httpUrl } from './endpoint.ts';

/** The keys of a question, as `heartbeat` and `ready` have them. */
export const questionKeys = {
  url: httpUrl().optional().describe('Kind `http`: the address that has to answer.'),
  status: httpStatus().optional().describe('Kind `http`: the status that it has to answer with. Left out: any from 200 to 299.'),
  address: address('127.0.0.1:5000').optional().describe('Kind `tcp`: the host and port that has to accept.'),
  command: command()
    .optional()
    .describe('Kind `exec`: the command that has to end with exit status 0. It runs in the folder of the service.'),
};

/** What they were found to hold. */
export interface Asked {
  readonly url?: string | undefined;
  readonly status?: number | undefined;
  readonly address?: Address | undefined;
  readonly command?: Command | undefined;
}

/** The question of a kind that asks; null for another kind, and where the key is missing that a rule (`kinds.ts`) calls for. */
export function questionOf(kind: string, { url, status, address: server, command: program }: Asked): Question | null {
  if (kind === 'http' && url !== undefined) return { kind, url, status: status ?? null };
  if (kind === 'tcp' && server !== undefined) return { kind, ...server };
  if (kind === 'exec' && program !== undefined) return { kind, command: program };
  return null;
}
