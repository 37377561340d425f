import type { Question } from '../../supervisor/ports.ts';
import type { Command } from './command.ts';
import type { Address } from './endpoint.ts';

/** The keys of a question, as `heartbeat` and `ready` have them. */
export interface Asked {
  readonly url?: string | undefined;
  readonly status?: number | undefined;
  readonly address?: Address | undefined;
  readonly command?: Command | undefined;
}

/** The question of a kind that asks; null for another kind, and where the key is missing that a rule (`kinds.ts`) calls for. */
export function questionOf(kind: string, { url, status, address, command }: Asked): Question | null {
  if (kind === 'http' && url !== undefined) return { kind, url, status: status ?? null };
  if (kind === 'tcp' && address !== undefined) return { kind, ...address };
  if (kind === 'exec' && command !== undefined) return { kind, command };
  return null;
}
