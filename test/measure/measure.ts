/**
 * `npm run measure [NAME...]`: takes the measures of these names, all of them without a name, one after the other, and writes
 * each into its section of docs/measures.md. Exit status 1: something was not as wanted.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, getPriority, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { bundle, PROJECT } from '../support/bundle.ts';
import { measure as alerts } from './alerts.ts';
import { measure as boot } from './boot.ts';
import { measure as configErrors } from './config-errors.ts';
import { measure as dashboard } from './dashboard.ts';
import { measure as diskWrites } from './disk-writes.ts';
import { section, withSection } from './document.ts';
import { measure as flood } from './flood.ts';
import { measure as freeze } from './freeze.ts';
import { measure as gpu } from './gpu.ts';
import { measure as history } from './history.ts';
import { measure as hostile } from './hostile.ts';
import { measure as idle } from './idle.ts';
import { measure as idleWhole } from './idle-whole.ts';
import { measure as launcher } from './launcher.ts';
import { measure as leak } from './leak.ts';
import { measure as load } from './load.ts';
import { measure as metrics } from './metrics.ts';
import { measure as monkey } from './monkey.ts';
import { measure as ntfy } from './ntfy.ts';
import { measure as offspring } from './offspring.ts';
import { measure as orphans } from './orphans.ts';
import { measure as outages } from './outages.ts';
import { measure as outbox } from './outbox.ts';
import { measure as overlay } from './overlay.ts';
import { measure as picture } from './picture.ts';
import { measure as powerCuts } from './power-cuts.ts';
import { measure as respawn } from './respawn.ts';
import { measure as schemathesis } from './schemathesis.ts';
import { measure as simulation } from './simulation.ts';
import { measure as still } from './still.ts';
import type { Measure } from './table.ts';

const MEASURES: readonly Measure[] = [
  respawn,
  freeze,
  orphans,
  offspring,
  load,
  flood,
  hostile,
  launcher,
  picture,
  gpu,
  overlay,
  idle,
  idleWhole,
  monkey,
  leak,
  diskWrites,
  powerCuts,
  boot,
  outages,
  still,
  simulation,
  alerts,
  dashboard,
  history,
  ntfy,
  metrics,
  outbox,
  schemathesis,
  configErrors,
];
const DOCUMENT = join(PROJECT, 'docs/measures.md');

function machine(): string {
  const kernel = /^[\d.]+/.exec(release())?.[0] ?? release();
  const [busy = 0] = loadavg();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const nice = getPriority() === 0 ? '' : `, at nice ${getPriority()}`;
  const busyness = `load average before it ${busy.toFixed(1)}${nice}`;
  return `${availableParallelism()} cores, ${memory}, Linux ${kernel}, Node ${process.versions.node}, ${busyness}`;
}

/** Returns whether it was as wanted. */
async function take(measure: Measure): Promise<boolean> {
  const circumstances = { date: new Date().toISOString().slice(0, 10), machine: machine() };
  const table = await measure.run({ short: false });
  const text = section(measure.name, measure.title, table, circumstances);
  const order = MEASURES.map(({ name }) => name);
  // Read when it is written: somebody may have edited it meanwhile.
  writeFileSync(DOCUMENT, withSection(existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '', measure.name, text, order));
  console.log(text);
  return table.met;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !MEASURES.some((measure) => measure.name === name));
if (unknown.length > 0) {
  console.error(`measure: no measure ${unknown.join(', ')}; there are ${MEASURES.map(({ name }) => name).join(', ')}`);
  process.exitCode = 64;
} else {
  bundle();
  for (const measure of MEASURES) {
    if (wanted.length > 0 && !wanted.includes(measure.name)) continue;
    if (!(await take(measure))) process.exitCode = 1;
  }
}
