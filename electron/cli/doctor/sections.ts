/** Reads files of sections with `key = value`, as the system's programs keep them: INI, and what of TOML and of units looks like it. */

export interface Entry {
  /** As it stands between the brackets; empty above the first one. */
  readonly section: string;
  readonly key: string;
  /** Without quotes around it. */
  readonly value: string;
}

/** In the file's order. */
export function entriesOf(text: string): readonly Entry[] {
  let section = '';
  const entries: Entry[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (/^[#;]/.test(line)) continue;
    // KDE nests sections: [AC][Display].
    const head = /^\[(.*)\]$/.exec(line)?.[1];
    if (head !== undefined) section = head;
    const [, key, value] = /^([^=[]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) entries.push({ section, key, value: value.replace(/^(["'])(.*)\1$/, '$2') });
  }
  return entries;
}

/** The last one counts, as with the programs themselves; null: it says nothing of it. */
export function settingOf(text: string | null, section: string, key: string): string | null {
  return entriesOf(text ?? '').findLast((entry) => entry.section === section && entry.key === key)?.value ?? null;
}

/** `KEY=VALUE` lines, as `systemctl show` and `loginctl show-session` write them. */
export function propertiesOf(text: string): Readonly<Record<string, string>> {
  const pairs = text.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : [];
  });
  return Object.fromEntries(pairs);
}
