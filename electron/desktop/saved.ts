/** What was there before: the file that `desktop restore` goes by. */
import { z } from 'zod';

const settingSchema = z.strictObject({
  schema: z.string(),
  key: z.string(),
  /** As `gsettings get` has said it. */
  was: z.string(),
  /** What Invigil has set: while it still stands there, it may be put back. */
  set: z.string(),
});

const fileSchema = z.strictObject({
  path: z.string(),
  /** Null: there was no such file. */
  was: z.string().nullable(),
  set: z.string(),
});

export const savedSchema = z.strictObject({ version: z.literal(1), settings: z.array(settingSchema), files: z.array(fileSchema) });

export type Saved = z.infer<typeof savedSchema>;
export type SavedSetting = z.infer<typeof settingSchema>;
export type SavedFile = z.infer<typeof fileSchema>;

export const NOTHING_SAVED: Saved = { version: 1, settings: [], files: [] };

/** With what is about to be set. What was there before the first time stays. */
export function withSetting(saved: Saved, setting: SavedSetting): Saved {
  const before = saved.settings.find((one) => isSame(one, setting));
  const others = saved.settings.filter((one) => !isSame(one, setting));
  return { ...saved, settings: [...others, { ...setting, was: before?.was ?? setting.was }] };
}

export function withoutSetting(saved: Saved, setting: SavedSetting): Saved {
  return { ...saved, settings: saved.settings.filter((one) => !isSame(one, setting)) };
}

/** As `withSetting`. */
export function withFile(saved: Saved, file: SavedFile): Saved {
  const before = saved.files.find(({ path }) => path === file.path);
  const others = saved.files.filter(({ path }) => path !== file.path);
  return { ...saved, files: [...others, before === undefined ? file : { ...file, was: before.was }] };
}

export function withoutFile(saved: Saved, file: SavedFile): Saved {
  return { ...saved, files: saved.files.filter(({ path }) => path !== file.path) };
}

function isSame(one: Pick<SavedSetting, 'schema' | 'key'>, other: Pick<SavedSetting, 'schema' | 'key'>): boolean {
  return one.schema === other.schema && one.key === other.key;
}
