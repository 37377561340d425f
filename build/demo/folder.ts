import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './account.ts';

export interface DemoFolder {
  /** The picture of the private session, for anybody to look at. */
  readonly picture: string;
  /** Runtime folder of the private session; its account's alone. */
  readonly session: string;
  remove(): void;
}

/** Makes `invigil-demo-UID` in the temporary folder anew. Somebody else's folder of that name is an error. */
export function makeFolder(account: Account): DemoFolder {
  const uid = process.getuid?.() ?? 0;
  const top = join(tmpdir(), `invigil-demo-${uid}`);
  const found = lstatSync(top, { throwIfNoEntry: false });
  if (found && (found.uid !== uid || !found.isDirectory())) {
    throw new Error(`${top} belongs to somebody else (user ${found.uid}); the demo needs that name for a folder of its own`);
  }
  const remove = (): void => rmSync(top, { recursive: true, force: true });
  remove();
  const session = join(top, 'session');
  mkdirSync(session, { recursive: true });
  chmodSync(top, 0o755);
  chmodSync(session, 0o700);
  account.own(session);
  return { picture: join(top, 'screen.png'), session, remove };
}
