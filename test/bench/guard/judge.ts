/** Whether a figure got worse: by more than three deviations, and by more than is worth a word. Pure. */
import type { Figure } from './figure.ts';
import { deviation, median, type Ratio } from './ratio.ts';

/** Three standard deviations, the usual rule for outliers by median and MAD (Leys et al., doi:10.1016/j.jesp.2013.03.013). */
const DEVIATIONS = 3;
/** So many of the newest entries count: what was mended or spent on purpose long ago is not what is now. */
const NEWEST = 12;
/** With fewer, nobody knows how the figure moves from run to run. */
export const LEAST = 3;

export interface Verdict {
  readonly lost: boolean;
  /** Names the figure, what it was, what it is, and the noise. */
  readonly sentence: string;
}

/** `before`: the figure's ratios, the oldest first. */
export function judge(
  { title, floor, ignored }: Pick<Figure, 'title' | 'floor' | 'ignored'>,
  now: Ratio,
  before: readonly number[],
): Verdict {
  const times = (value: number) => value.toFixed(2);
  const what = `${title}: ${times(now.ratio)} times ${floor}`;
  if (before.length < LEAST) return { lost: false, sentence: `${what}; not judged, its history has ${before.length} of ${LEAST} entries.` };
  const newest = before.slice(-NEWEST);
  const was = median(newest);
  const noise = Math.max(now.noise * was, deviation(newest));
  const most = was + Math.max(DEVIATIONS * noise, ignored * was);
  const lost = now.ratio > most;
  const percent = Math.round((now.ratio / was - 1) * 100);
  const against = `before ${times(was)} (${newest.length} runs), noise ${times(noise)}, allowed up to ${times(most)}`;
  return { lost, sentence: `${what}; ${against}${lost ? `: ${percent} % lost` : ''}.` };
}

/** Measured up to so often before it counts as lost. */
export const RUNS = 3;

/** Measures until it is not lost, or often enough; of several runs the best counts. */
export async function guarded(
  figure: Pick<Figure, 'title' | 'floor' | 'ignored'>,
  measure: () => Promise<Ratio>,
  before: readonly number[],
): Promise<Verdict> {
  let best = await measure();
  for (let run = 1; run < RUNS && judge(figure, best, before).lost; run += 1) {
    const next = await measure();
    if (next.ratio < best.ratio) best = next;
  }
  return judge(figure, best, before);
}
