/** A desktop in memory: settings that remember their defaults, files, and what was saved. */
import type { Desk } from '../../electron/desktop/desktop.ts';
import { NOTHING_SAVED, type Saved } from '../../electron/desktop/saved.ts';

export interface FakeDesk extends Desk {
  /** What is set now, by `schema key`. */
  readonly settings: Map<string, string>;
  readonly files: Map<string, string>;
  saved: Saved;
  /** What was done, in order: `save`, `set KEY`, `reset KEY`, `write PATH`. */
  readonly done: string[];
}

interface Given {
  /** By `schema key`; undefined: gsettings is not installed. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  readonly files?: Readonly<Record<string, string>>;
  readonly saved?: Saved;
  /** Keys of which gsettings says that they were set, and they are not. */
  readonly stubborn?: readonly string[];
}

export function fakeDesk({ settings, files = {}, saved = NOTHING_SAVED, stubborn = [] }: Given = {}): FakeDesk {
  const desk: FakeDesk = {
    settings: new Map(Object.entries(settings ?? {})),
    files: new Map(Object.entries(files)),
    saved,
    done: [],
    async gsettings(act, schema, key, value) {
      const name = `${schema} ${key}`;
      const now = desk.settings.get(name);
      if (settings === undefined) return { ok: false, missing: true, words: 'ENOENT' };
      if (now === undefined) return { ok: false, missing: false, words: `No such schema "${schema}"` };
      if (act === 'get') return { ok: true, output: `${now}\n` };
      desk.done.push(`${act} ${key}`);
      const next = act === 'reset' ? settings[name] : value;
      if (next !== undefined && key !== undefined && !stubborn.includes(key)) desk.settings.set(name, next);
      return { ok: true, output: '' };
    },
    read: async (path) => desk.files.get(path) ?? null,
    async write(path, text) {
      desk.done.push(`write ${path}`);
      if (text === null) desk.files.delete(path);
      else desk.files.set(path, text);
    },
    load: async () => desk.saved,
    async save(next) {
      desk.done.push('save');
      desk.saved = next;
    },
  };
  return desk;
}
