/**
 * `npm run measure [NAME...]`: takes the measures of these names, all of them without a name, one after the other, and writes
 * each into its section of docs/measures.md. Exit status 1: something was not as wanted.
 */
import { join } from 'node:path';
import { bundle, PROJECT } from '../support/bundle.ts';
import { measure as alerts } from './alerts.ts';
import { measure as boot } from './boot.ts';
import { measure as configErrors } from './config-errors.ts';
import { measure as dashboard } from './dashboard.ts';
import { measure as diskWrites } from './disk-writes.ts';
import { drive } from './driver.ts';
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
const HEAD = `# Measures

What is promised, and what was seen. Each section is written by \`npm run measure NAME\`, all of them by \`npm run measure\`; figures
move with the machine, so what they are compared with was measured in the same run. Tests run the short forms and judge what
does not depend on the machine's speed.
`;

bundle();
const pages = { command: 'npm run measure', file: join(PROJECT, 'docs/measures.md'), head: HEAD, measures: MEASURES };
process.exitCode = await drive(pages, process.argv.slice(2));
