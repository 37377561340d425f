import { judge, type Loaded } from '../../electron/config/judge.ts';
import { formatProblem } from '../../electron/config/problem.ts';
import { parseSource } from '../../electron/config/source/parse.ts';

/** The files as they would be read, without a disk. */
export function read(exhibit: string, site?: string): Loaded {
  return judge(parseSource('/e/exhibit.toml', exhibit), site === undefined ? null : parseSource('/e/site.toml', site), '/c/lantern');
}

/** The problems as people read them. */
export function messages(exhibit: string, site?: string): string[] {
  const loaded = read(exhibit, site);
  return loaded.ok ? [] : loaded.problems.map((problem) => formatProblem(problem, '/e'));
}

/** The exhibit of files without a problem. */
export function exhibitOf(text: string, site?: string) {
  const loaded = read(text, site);
  if (!loaded.ok) throw new Error(messages(text, site).join('\n'));
  return loaded.exhibit;
}

/** A valid exhibit with one service `core`, whose further lines are `more`. Lines of `more` begin at line 6. */
export function exhibitWith(more: string): string {
  return `schema = 1\n[exhibit]\nname = "lantern"\n[service.core]\ncommand = "python3 core.py"\n${more}`;
}
