/** Pure: figures as Prometheus reads them (its text format, 0.0.4). */

export type MetricType = 'counter' | 'gauge' | 'histogram';
export type Labels = Readonly<Record<string, string>>;

/** What a figure is: the same for each of its series. */
export interface Metric {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
}

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
  /** Behind the metric's name: `_bucket`, `_sum` and `_count` of a histogram. */
  readonly suffix?: string;
}

/** All series of one metric. One without series is left out. */
export interface Family {
  readonly metric: Metric;
  readonly samples: readonly Sample[];
}

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** `constant`: labels that every series has, before its own. */
export function expose(families: Iterable<Family>, constant: Labels): string {
  const first = written(constant);
  const lines: string[] = [];
  for (const { metric, samples } of families) {
    if (samples.length === 0) continue;
    lines.push(`# HELP ${metric.name} ${metric.help.replace(/[\\\n]/g, escaped)}`, `# TYPE ${metric.name} ${metric.type}`);
    for (const { labels, value, suffix = '' } of samples) {
      const own = written(labels);
      lines.push(`${metric.name}${suffix}{${first}${first && own ? ',' : ''}${own}} ${numberText(value)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function written(labels: Labels): string {
  let text = '';
  for (const name in labels) {
    const value = labels[name] ?? '';
    text += `${text === '' ? '' : ','}${name}="${SPECIAL.test(value) ? value.replace(/[\\\n"]/g, escaped) : value}"`;
  }
  return text;
}

/** Most labels have none of these, and to look is cheaper than to replace nothing. */
const SPECIAL = /[\\\n"]/;

const escaped = (character: string) => (character === '\n' ? '\\n' : `\\${character}`);

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}
