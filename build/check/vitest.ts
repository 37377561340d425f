import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NOTHING, type Outcome } from './outcome.ts';
import { type FileResult, outcomeOf, outcomeOfBoth, readReport } from './report.ts';

/** One of the projects of vitest.config.ts, and how it runs. */
export interface TestProject {
  readonly name: string;
  /** So many files at a time. */
  readonly workers: number;
  /**
   * Its tests wait for real processes, and others beside them may take the machine from them: what fails runs once more, alone, and
   * counts as it does then. What needed that is named at the end.
   */
  readonly secondRun: boolean;
}

/** More files than this have not failed by chance. */
const MOST_AGAIN = 5;

interface Run {
  /** Null: vitest left no report. */
  readonly files: readonly FileResult[] | null;
  readonly well: boolean;
}

/** Runs a project, with vitest's own words on the terminal. */
export async function runProject(root: string, { name, workers, secondRun }: TestProject): Promise<Outcome> {
  console.log(`\nTests: ${name}`);
  const first = await run(root, name, workers, []);
  if (first.files === null) return { ...NOTHING, failed: [`${name}: vitest left no report`] };
  const failing = first.files.filter((file) => file.failed.length > 0).map((file) => file.file);
  if (!secondRun || failing.length === 0 || failing.length > MOST_AGAIN) return outcomeOf(first.files, first.well);
  console.log(`\nOnce more, alone: ${failing.join(', ')}`);
  const second = await run(root, name, 1, failing);
  return second.files === null ? outcomeOf(first.files, first.well) : outcomeOfBoth(first.files, second.files, second.well);
}

async function run(root: string, name: string, workers: number, files: readonly string[]): Promise<Run> {
  const report = join(root, 'dist', 'test', `${name}.json`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(
    process.execPath,
    [vitest, 'run', ...files, '--project', name, `--maxWorkers=${workers}`, '--passWithNoTests', ...reporters],
    { cwd: root, stdio: 'inherit' },
  );
  const [status] = await once(child, 'exit');
  try {
    return { files: readReport(readFileSync(report, 'utf8'), root), well: status === 0 };
  } catch (error) {
    console.error(`vitest left no report for ${name} (exit status ${status}): ${error instanceof Error ? error.message : error}`);
    return { files: null, well: false };
  }
}
