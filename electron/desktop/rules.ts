/** Puts a file of rules beside a compositor's configuration, and takes it away again. */
import type { Desk, Line } from './desktop.ts';
import { type SavedFile, withFile, withoutFile } from './saved.ts';

/** Writes it; what lay there is kept. */
export async function applyFile(path: string, text: string, desk: Desk, dryRun: boolean): Promise<Line> {
  const was = await desk.read(path);
  if (was === text) return { kind: 'same', text: `${path} is as it has to be already.` };
  if (dryRun) return { kind: 'would', text: `${path} would be written:\n${text}` };
  await desk.save(withFile(await desk.load(), { path, was, set: text }));
  await desk.write(path, text);
  return { kind: 'done', text: `${path} is written.` };
}

/** Puts back what lay there before. */
export async function restoreFiles(desk: Desk, dryRun: boolean): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const file of (await desk.load()).files.toReversed()) {
    lines.push(await putBack(desk, file, dryRun));
    if (!dryRun) await desk.save(withoutFile(await desk.load(), file));
  }
  return lines;
}

async function putBack(desk: Desk, { path, was, set }: SavedFile, dryRun: boolean): Promise<Line> {
  const now = await desk.read(path);
  if (now === was) return { kind: 'same', text: `${path} is as it was already.` };
  if (now !== set) return { kind: 'left', text: `${path} was changed by hand since: left as it is.` };
  if (dryRun) return { kind: 'would', text: was === null ? `${path} would be removed.` : `${path} would be as before.` };
  await desk.write(path, was);
  return {
    kind: 'done',
    text: was === null ? `${path} is removed. Take its include out of the configuration too.` : `${path} is as before.`,
  };
}
