/** Long runs by seed, without the cost of a property tester; what was struck in which state is counted. */
import { type Policy, policy as real } from './policy.ts';
import { type Outcome, run } from './run.ts';
import { drawScenario, type Wish } from './scenario.ts';

export interface Report extends Outcome {
  readonly seed: number;
}

export function simulate(wish: Wish, policy: Policy = real): Report {
  return { seed: wish.seed, ...run(drawScenario(wish), policy) };
}

/** Pairs of fault and state over many runs, as a table: kinds of fault down, states across. */
export class Struck {
  readonly #counts = new Map<string, number>();

  add(struck: ReadonlyMap<string, number>): void {
    for (const [pair, count] of struck) this.#counts.set(pair, (this.#counts.get(pair) ?? 0) + count);
  }

  get pairs(): number {
    return this.#counts.size;
  }

  get faults(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  table(): string {
    const kinds = [...new Set([...this.#counts.keys()].map((pair) => pair.slice(0, pair.indexOf('/'))))].sort();
    const states = [...new Set([...this.#counts.keys()].map((pair) => pair.slice(pair.indexOf('/') + 1)))].sort();
    const rows = kinds.map((kind) => [kind, ...states.map((state) => String(this.#counts.get(`${kind}/${state}`) ?? ''))]);
    return [['struck in state', ...states], ['---', ...states.map(() => '---:')], ...rows]
      .map((row) => `| ${row.join(' | ')} |`)
      .join('\n');
  }
}
