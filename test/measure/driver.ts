/**
 * Takes measures one after the other and writes each into its section of a document, as `npm run measure` does for docs/measures.md and
 * `npm run bench` for docs/benchmarks.md.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, getPriority, loadavg, release, totalmem } from 'node:os';
import { section, withSection } from './document.ts';
import type { Measure } from './table.ts';

export interface Pages {
  /** What writes them: `npm run measure`. */
  readonly command: string;
  readonly file: string;
  /** What stands above the sections. */
  readonly head: string;
  /** In the order of the sections. */
  readonly measures: readonly Measure[];
}

/** Takes those of these names, all of them without a name. Returns the exit status; 1: something was not as wanted. */
export async function drive(pages: Pages, names: readonly string[]): Promise<number> {
  const known = pages.measures.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`${pages.command}: there is no ${unknown.join(', ')}; there are ${known.join(', ')}`);
    return 64;
  }
  let status = 0;
  for (const measure of pages.measures) {
    if (names.length > 0 && !names.includes(measure.name)) continue;
    if (!(await take(pages, measure))) status = 1;
  }
  return status;
}

/** Returns whether it was as wanted. */
async function take({ command, file, head, measures }: Pages, measure: Measure): Promise<boolean> {
  const circumstances = { date: new Date().toISOString().slice(0, 10), machine: machine(), again: `${command} ${measure.name}` };
  const table = await measure.run({ short: false });
  const text = section(measure.name, measure.title, table, circumstances);
  const order = measures.map(({ name }) => name);
  // Read when it is written: somebody may have edited it meanwhile.
  writeFileSync(file, withSection(existsSync(file) ? readFileSync(file, 'utf8') : '', { head, order, name: measure.name, text }));
  console.log(text);
  return table.met;
}

function machine(): string {
  const kernel = /^[\d.]+/.exec(release())?.[0] ?? release();
  const [busy = 0] = loadavg();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const nice = getPriority() === 0 ? '' : `, at nice ${getPriority()}`;
  const busyness = `load average before it ${busy.toFixed(1)}${nice}`;
  return `${availableParallelism()} cores, ${memory}, Linux ${kernel}, Node ${process.versions.node}, ${busyness}`;
}
