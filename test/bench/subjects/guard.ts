/** `npm run bench guard`: what CI guards, measured once more, judged and added to its history. */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import type { Measure, Table } from '../../measure/table.ts';
import { PROJECT } from '../../support/bundle.ts';
import { FIGURES } from '../guard/figures/index.ts';
import { addToHistory, ratiosOf, readHistory } from '../guard/history.ts';
import { judge } from '../guard/judge.ts';
import { type Ratio, ratioOf } from '../guard/ratio.ts';

export const guard: Measure = {
  name: 'guard',
  title: 'What is guarded in CI, as multiples of a floor in the same run',
  async run({ short }): Promise<Table> {
    const before = readHistory();
    const seen: [string, Ratio][] = [];
    const rows: string[][] = [];
    const lost: string[] = [];
    for (const figure of short ? FIGURES.slice(0, 1) : FIGURES) {
      const ratio = ratioOf(await figure.measure());
      const history = ratiosOf(before, figure.name);
      const verdict = judge(figure, ratio, history);
      if (verdict.lost) lost.push(verdict.sentence);
      seen.push([figure.name, ratio]);
      rows.push([figure.title, figure.floor, ratio.ratio.toFixed(2), ratio.noise.toFixed(2), `${ratio.pairs}`, `${history.length}`]);
    }
    // Half a run is no history.
    if (!short) addToHistory({ date: today(), commit: commit(), machine: machine(), figures: Object.fromEntries(seen) });
    return {
      wanted: 'nothing lost by more than the noise',
      met: lost.length === 0,
      columns: ['what', 'floor', 'times the floor', 'noise', 'pairs', 'runs before'],
      rows,
      notes: [
        'Ours and the floor are measured in turn; each ratio is that of the lower quartiles, its noise the deviation between the parts of the run. What counts as a loss: test/bench/guard/judge.ts.',
        'The history: test/bench/guard/history.json.',
        ...lost,
      ],
    };
  },
};

const today = () => new Date().toISOString().slice(0, 10);
const commit = () => execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: PROJECT, encoding: 'utf8' }).trim();
const machine = () => `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`;
