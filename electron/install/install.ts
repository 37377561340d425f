/** Carries a plan out, and keeps the record of it: after each step, so that what was cut off can be gone on with, or undone. */
import type { Ground } from './ground.ts';
import { emptyManifest, type Manifest, parseManifest, recorded } from './manifest.ts';
import type { Part, Step } from './step.ts';

/** Where the record of each part is. */
export type Records = Readonly<Record<Part, string>>;

/** The exhibit that is installed, for the records. */
export interface Installed {
  readonly exhibit: string;
  readonly user: string;
  readonly content: string;
}

export interface Installing {
  readonly steps: readonly Step[];
  /** Whether root installs. */
  readonly root: boolean;
  readonly records: Records;
  readonly about: Installed;
}

/** What of the plan is still to be done. */
export function pending(ground: Ground, steps: readonly Step[]): Step[] {
  return steps.filter((step) => !ground.holds(step));
}

/**
 * Does the steps in order; `done` is told of each. Rejects at the first that fails: those before it are done and recorded. Root's
 * part has a record in any case, if only an empty one: by it the other exhibits know that what they share is still needed.
 */
export async function install(ground: Ground, { steps, root, records, about }: Installing, done: (step: Step) => void): Promise<void> {
  const fresh = emptyManifest(about.exhibit, about.user, about.content);
  if (root && readRecord(ground, 'machine', records.machine) === null) save(ground, 'machine', records.machine, fresh);
  for (const step of steps) {
    const made = await ground.make(step);
    const { undoSays, shared, part } = step;
    // A folder that was made on the way is shared: others may have put something into it since.
    const entries = made.map(({ id, undo }) => ({ id, undoSays: id === step.id ? undoSays : '', shared: shared || id !== step.id, undo }));
    const before = readRecord(ground, part, records[part]) ?? fresh;
    save(ground, part, records[part], entries.reduce(recorded, { ...before, content: about.content }));
    done(step);
  }
}

/** Null: nothing of this part is installed. */
export function readRecord(ground: Ground, part: Part, path: string): Manifest | null {
  const text = ground.read(part, path);
  return text === null ? null : parseManifest(path, text);
}

/** The folders of root's record may be read by everybody: what is in it is no secret, and the user's commands look at it. */
export function save(ground: Ground, part: Part, path: string, manifest: Manifest): void {
  const text = (one: Manifest) => `${JSON.stringify(one, null, 2)}\n`;
  const folders = ground.write(part, path, text(manifest), 0o644);
  if (folders.length > 0) ground.write(part, path, text({ ...manifest, folders }), 0o644);
}
