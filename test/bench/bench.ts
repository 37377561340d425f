/**
 * `npm run bench [NAME...]`: compares Invigil with the supervisors that people use today, by the subjects of these names, all of them
 * without a name, and writes each into its section of docs/benchmarks.md. What is missing of the others is brought first, into the
 * user's cache. Exit status 1: something was not as wanted.
 */
import { join } from 'node:path';
import { drive } from '../measure/driver.ts';
import { bundle, PROJECT } from '../support/bundle.ts';
import { bring } from './peers/brought.ts';
import { SUBJECTS } from './subjects/index.ts';

const HEAD = `# Benchmarks

Invigil beside the supervisors that people use today, and beside floors that no supervisor can get below: a loop in C, and the least
that can be written in Node. Each section is written by \`npm run bench NAME\`, all of them by \`npm run bench\`, from one run on one
machine with the same tiny programs for all. Absolute figures move with the machine: read the ratios. Every supervisor is set up as its
own documents advise for what is measured, and its section says how; where another one does better than Invigil, that stands there
as plainly.
`;

bring();
bundle();
const pages = { command: 'npm run bench', file: join(PROJECT, 'docs/benchmarks.md'), head: HEAD, measures: SUBJECTS };
process.exitCode = await drive(pages, process.argv.slice(2));
