import type { Table } from './tree.ts';

/** `over` laid on `base`: tables key by key, everything else (a list too) replaces the whole value. Places stay. */
export function merge(base: Table, over: Table): Table {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key);
    const both = below?.value.kind === 'table' && entry.value.kind === 'table';
    entries.set(key, both ? { key: below.key, value: merge(below.value, entry.value) } : entry);
  }
  return { kind: 'table', place: base.place, entries };
}
