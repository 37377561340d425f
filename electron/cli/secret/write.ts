/** Writes a secret as the account that it belongs to. */
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFileAtomic } from '../../store/atomic-file.ts';
import type { Account } from '../accounts.ts';

/**
 * From now on this process is that account, and never root again. What lies in that account's folders is its own to arrange: root that
 * wrote there could be led anywhere by a link.
 */
export function become({ uid, gid }: Account): void {
  process.setgroups?.([gid]);
  process.setgid?.(gid);
  process.setuid?.(uid);
}

/** Whole or not at all, for this account alone: mode 0600 in a folder of mode 0700. Rejects when it cannot be written. */
export async function writeSecret(file: string, line: string): Promise<void> {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  await writeFileAtomic(file, `${line}\n`);
}
