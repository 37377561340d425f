/** Pages of figures, such as docs/measures.md: a section for each measure, each rewritten alone. */
import type { Table } from './table.ts';

/** When and on what a measure was taken, and how it is taken again. */
export interface Circumstances {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly machine: string;
  /** `npm run measure respawn` */
  readonly again: string;
}

/** What is put into a document, and where. */
export interface Change {
  /** What stands above all sections. */
  readonly head: string;
  /** The names of all sections. */
  readonly order: readonly string[];
  readonly name: string;
  /** The section of that name. */
  readonly text: string;
}

/** The section of one measure. */
export function section(name: string, title: string, table: Table, { date, machine, again }: Circumstances): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const lines = [
    `## ${name}`,
    '',
    `${title}. Wanted: ${table.wanted}. **${table.met ? 'Met' : 'Not met'}.**`,
    '',
    row(table.columns),
    row(table.columns.map(() => '---')),
    ...table.rows.map(row),
    '',
    ...table.notes.map((note) => `- ${note}`),
    `- ${date}, ${machine}. Again: \`${again}\``,
    '',
  ];
  if (table.more !== undefined) {
    lines.push('<details>', `<summary>${table.more.title}</summary>`, '', table.more.text.trimEnd(), '', '</details>', '');
  }
  return lines.join('\n');
}

/** The document with this section instead of the one of that name. */
export function withSection(document: string, { head, order, name, text }: Change): string {
  const sections = new Map(
    document
      .split(/^(?=## )/m)
      .slice(1)
      .map((each) => [/^## (.+)$/m.exec(each)?.[1] ?? '', each.trimEnd()]),
  );
  sections.set(name, text.trimEnd());
  const kept = order.flatMap((each) => sections.get(each) ?? []);
  return `${[head.trimEnd(), ...kept].join('\n\n')}\n`;
}
