import { spawnSync } from 'node:child_process';

/** Those of the programs that a shell does not find here; `folders`: where it looks beside PATH. */
export function missingPrograms(programs: readonly string[], ...folders: readonly string[]): readonly string[] {
  const env = { ...process.env, PATH: [process.env['PATH'], ...folders].join(':') };
  return programs.filter((program) => spawnSync('sh', ['-c', 'command -v "$0"', program], { env, stdio: 'ignore' }).status !== 0);
}
