/**
 * Undoes what a record says, newest first. What other exhibits of the same user share is handed over to one of them and undone with the
 * last. Each entry leaves the record as it is undone, so that what was cut off can be gone on with.
 */
import type { Ground } from './ground.ts';
import { readRecord, save } from './install.ts';
import { type Entry, handedOver, type Manifest } from './manifest.ts';
import type { Part } from './step.ts';

export interface Removal {
  readonly part: Part;
  readonly record: string;
  /** Records of other exhibits of the same user. */
  readonly others: readonly string[];
  /** Whether the account goes too, where the installation has made it. */
  readonly removeUser: boolean;
}

export interface Told {
  /** Sentences, as things happen. */
  done(sentence: string): void;
  kept(sentence: string): void;
}

/** The entry that makes the account; it stays unless a person wants it gone. */
const ACCOUNT = 'account';

/** Returns the record that was undone; null: there was none. Rejects when something cannot be undone: what is left stays recorded. */
export async function uninstall(ground: Ground, { part, record, others, removeUser }: Removal, told: Told): Promise<Manifest | null> {
  const manifest = readRecord(ground, part, record);
  if (manifest === null) return null;
  const heir = others[0];
  const passesOn = (entry: Entry) => heir !== undefined && entry.shared;
  if (heir !== undefined) handOver(ground, part, heir, manifest, manifest.entries.filter(passesOn));
  let left = manifest;
  for (const entry of [...manifest.entries].reverse()) {
    if (!passesOn(entry)) await undo(ground, part, entry, removeUser, told);
    left = { ...left, entries: left.entries.filter((one) => one !== entry) };
    save(ground, part, record, left);
  }
  ground.remove(part, record, manifest.folders);
  return manifest;
}

async function undo(ground: Ground, part: Part, entry: Entry, removeUser: boolean, told: Told): Promise<void> {
  if (entry.id === ACCOUNT && !removeUser) return;
  const kept = await ground.undo(part, entry.undo);
  // Of folders on the way to something nobody has to know.
  if (entry.undoSays === '') return;
  if (kept === null) told.done(entry.undoSays);
  else told.kept(kept);
}

function handOver(ground: Ground, part: Part, heir: string, from: Manifest, shared: readonly Entry[]): void {
  const theirs = readRecord(ground, part, heir);
  if (theirs !== null) save(ground, part, heir, handedOver(from, shared, theirs));
}
