/** docs/measures.md: a section for each measure, each rewritten alone. */
import type { Table } from './table.ts';

/** When and on what a measure was taken. */
export interface Circumstances {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly machine: string;
}

const HEAD = `# Measures

What is promised, and what was seen. Each section is written by \`npm run measure NAME\`, all of them by \`npm run measure\`; figures
move with the machine, so what they are compared with was measured in the same run. Tests run the short forms and judge what
does not depend on the machine's speed.
`;

/** The section of one measure. */
export function section(name: string, title: string, table: Table, { date, machine }: Circumstances): string {
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
    `- ${date}, ${machine}. Again: \`npm run measure ${name}\``,
    '',
  ];
  if (table.more !== undefined) {
    lines.push('<details>', `<summary>${table.more.title}</summary>`, '', table.more.text.trimEnd(), '', '</details>', '');
  }
  return lines.join('\n');
}

/** The document with this section instead of the one of that name. `order`: of the names of all sections. */
export function withSection(document: string, name: string, text: string, order: readonly string[]): string {
  const sections = new Map(
    document
      .split(/^(?=## )/m)
      .slice(1)
      .map((each) => [/^## (.+)$/m.exec(each)?.[1] ?? '', each.trimEnd()]),
  );
  sections.set(name, text.trimEnd());
  const kept = order.flatMap((each) => sections.get(each) ?? []);
  return `${[HEAD.trimEnd(), ...kept].join('\n\n')}\n`;
}
