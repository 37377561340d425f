/** Writes the tables of docs/metrics.md from the catalogue of figures: `node build/metrics-page.ts`. The words around them stay. */
import { readFileSync, writeFileSync } from 'node:fs';
import { CATALOGUE, type Entry } from '../electron/metrics/catalogue.ts';

const BEGIN = '<!-- made by build/metrics-page.ts -->';
const END = '<!-- end of what is made -->';

export const PAGE = new URL('../docs/metrics.md', import.meta.url);

/** The page as it should be, given as it is. */
export function metricsPage(page: string): string {
  const [before, after] = [page.split(BEGIN)[0], page.split(END)[1]];
  if (before === undefined || after === undefined) throw new Error(`docs/metrics.md has to have the lines ${BEGIN} and ${END}`);
  const parts = CATALOGUE.map(
    ({ title, entries }) =>
      `### ${title}\n\n| metric | type | labels | what it is |\n| --- | --- | --- | --- |\n${entries.map(row).join('\n')}`,
  );
  return `${before}${BEGIN}\n\n${parts.join('\n\n')}\n\n${END}${after}`;
}

function row({ name, type, labels, help }: Entry): string {
  return `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`;
}

if (import.meta.main) writeFileSync(PAGE, metricsPage(readFileSync(PAGE, 'utf8')));
