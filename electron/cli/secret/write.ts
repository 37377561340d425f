/**
 * Writes a secret as the account that it belongs to. What lies in that account's folders is its own to arrange: root that wrote there
 * could be led anywhere by a link, so whoever is root gives that up before.
 */
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFileAtomic } from '../../store/atomic-file.ts';

/** Whole or not at all, for this account alone: mode 0600 in a folder of mode 0700. Rejects when it cannot be written. */
export async function writeSecret(file: string, line: string): Promise<void> {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  await writeFileAtomic(file, `${line}\n`);
}
