/** Python programs of a folder, and what runs them there. */
import type { Files } from './files.ts';

/** Those that are started by hand in most projects, best first. */
const USUAL = ['core.py', 'main.py', 'app.py', '__main__.py'];
const MAIN = /^if\s+__name__\s*==\s*['"]__main__['"]/m;
const VENVS = ['.venv', 'venv', 'env'];

export interface Script {
  readonly file: string;
  readonly command: readonly [string, ...string[]];
}

export function pythonScripts(files: Files): Script[] {
  const usual = USUAL.filter((file) => files.has(file));
  const others = files.names.filter((file) => file.endsWith('.py') && !usual.includes(file) && MAIN.test(files.text(file)));
  const [program, ...args] = interpreter(files);
  return [...usual, ...others].map((file) => ({ file, command: [program, ...args, file] }));
}

/** What the project itself would use: its lock, else its virtual environment, else the system's. */
function interpreter(files: Files): readonly [string, ...string[]] {
  if (files.has('uv.lock')) return ['uv', 'run'];
  const venv = VENVS.find((folder) => files.has(`${folder}/bin/python`));
  return venv === undefined ? ['python3'] : [`${venv}/bin/python`];
}
