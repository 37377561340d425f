/**
 * The record of what an installation has made: root's part in `/var/lib/invigil/NAME.json`, the user's part as `install.json` in the
 * exhibit's state folder. Undoing goes by it alone, so that nothing is removed that was there before.
 */
import { z } from 'zod';
import { jsonOf } from '../platform/json.ts';
import { undoing } from './step.ts';

export const VERSION = 1;

const entry = z.strictObject({
  id: z.string(),
  /** What its undoing does, as a sentence. */
  undoSays: z.string(),
  shared: z.boolean(),
  undo: undoing,
});
export type Entry = z.infer<typeof entry>;

const manifest = z.strictObject({
  version: z.literal(VERSION),
  exhibit: z.string(),
  /** The exhibit's user. */
  user: z.string(),
  /** The content folder, which is never touched. */
  content: z.string(),
  /** Oldest first. */
  entries: z.array(entry),
  /** Folders that were made for the record itself, outermost first. */
  folders: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifest>;

export function emptyManifest(exhibit: string, user: string, content: string): Manifest {
  return { version: VERSION, exhibit, user, content, entries: [], folders: [] };
}

/** Throws with what is wrong with it: what it does not say cannot be undone, so nothing is guessed. */
export function parseManifest(path: string, text: string): Manifest {
  // What is no JSON is said by the schema: the whole is not an object.
  const parsed = manifest.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const why = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`).join('; ');
  throw new Error(`${path} is no record of an installation (${why}). Move it away; what it recorded then has to be removed by hand.`);
}

/**
 * With the entry added. One with the same id is older and knows what was there before the first installation: of it that stays, with
 * the digest of what is there now.
 */
export function recorded(manifest: Manifest, entry: Entry): Manifest {
  const older = manifest.entries.find(({ id }) => id === entry.id);
  if (older === undefined) return { ...manifest, entries: [...manifest.entries, entry] };
  const kept = {
    ...entry,
    undo: 'digest' in older.undo && 'digest' in entry.undo ? { ...older.undo, digest: entry.undo.digest } : older.undo,
  };
  return { ...manifest, entries: manifest.entries.map((one) => (one === older ? kept : one)) };
}

/** The other's record with the shared entries of one that goes, and the folders of its record, as the oldest of its own. */
export function handedOver(from: Manifest, shared: readonly Entry[], to: Manifest): Manifest {
  const known = new Set(to.entries.map(({ id }) => id));
  return {
    ...to,
    entries: [...shared.filter(({ id }) => !known.has(id)), ...to.entries],
    folders: [...new Set([...from.folders, ...to.folders])],
  };
}
