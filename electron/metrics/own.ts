/**
 * The services' own figures (`metric` of the heartbeat protocol): the last value of each series, for as long as the start lives that
 * reported it.
 *
 * A figure `lamp_celsius` of the service `core` is `exhibit_lamp_celsius{service="core"}`. The prefix keeps it apart from what Invigil,
 * Prometheus and other programs call theirs; the label, and no further prefix, tells services apart, so that one query sees the same figure
 * of all of them. What ends in `_total` is a counter, everything else a gauge.
 *
 * Bounded, because each series costs memory here and in Prometheus for months: 100 names and 1,000 series for a service, 10,000 series in
 * all, 10 labels for a series. What is over is counted, and told once for each service.
 */
import type { ServiceReport } from '../supervisor/ports.ts';
import type { Family, Labels, Metric } from './exposition.ts';

export const MOST_NAMES = 100;
export const MOST_SERIES = 1_000;
export const MOST_IN_ALL = 10_000;
const MOST_LABELS = 10;
/** Characters. */
const LONGEST_NAME = 100;
const LONGEST_VALUE = 200;

export const PREFIX = 'exhibit_';
const NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** Labels that every series has, or that mean something to Prometheus. */
const TAKEN: ReadonlySet<string> = new Set(['exhibit', 'service', 'le', 'quantile']);

type Report = Extract<ServiceReport, { type: 'metric' }>;

interface Series {
  readonly labels: Labels;
  value: number;
}

interface Known {
  instance: number;
  /** By name, then by labels. */
  names: Map<string, Map<string, Series>>;
  series: number;
  refused: number;
}

export class OwnMetrics {
  readonly #services = new Map<string, Known>();
  readonly #tell: (service: string, text: string) => void;
  #inAll = 0;

  /** `tell`: a service's figure was not taken; once for each service. */
  constructor(tell: (service: string, text: string) => void) {
    this.#tell = tell;
  }

  take({ service, instance, name, value, labels }: Report): void {
    const known = this.#of(service, instance);
    const sorted = Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1));
    const key = JSON.stringify(sorted);
    const series = known.names.get(name)?.get(key);
    if (series !== undefined) {
      series.value = value;
      return;
    }
    const fault = faultOf(name, sorted) ?? this.#full(known, name);
    if (fault !== null) return this.#refuse(service, known, fault);
    const ofName = known.names.get(name) ?? new Map<string, Series>();
    known.names.set(name, ofName.set(key, { labels: { service, ...Object.fromEntries(sorted) }, value }));
    known.series += 1;
    this.#inAll += 1;
  }

  /** Nothing of the service runs any more: what it said is over. */
  end(service: string): void {
    const known = this.#services.get(service);
    if (known !== undefined) this.#empty(known);
  }

  refused(service: string): number {
    return this.#services.get(service)?.refused ?? 0;
  }

  keepOnly(services: ReadonlySet<string>): void {
    for (const [name, known] of this.#services) {
      if (services.has(name)) continue;
      this.#empty(known);
      this.#services.delete(name);
    }
  }

  families(): Family[] {
    const families = new Map<string, { readonly metric: Metric; readonly samples: Series[] }>();
    for (const { names } of this.#services.values()) {
      for (const [name, series] of names) {
        const family = families.get(name) ?? { metric: metricOf(name), samples: [] };
        families.set(name, family);
        family.samples.push(...series.values());
      }
    }
    return [...families.values()];
  }

  #of(service: string, instance: number): Known {
    const known = this.#services.get(service) ?? { instance, names: new Map(), series: 0, refused: 0 };
    this.#services.set(service, known);
    if (known.instance !== instance) this.#empty(known);
    known.instance = instance;
    return known;
  }

  #empty(known: Known): void {
    this.#inAll -= known.series;
    known.names = new Map();
    known.series = 0;
  }

  #full(known: Known, name: string): string | null {
    if (!known.names.has(name) && known.names.size >= MOST_NAMES)
      return `a service may have ${MOST_NAMES} names of figures; ${name} is one more`;
    if (known.series >= MOST_SERIES) return `a service may have ${MOST_SERIES} series of figures; ${name} has one more`;
    return this.#inAll >= MOST_IN_ALL ? `an exhibit may have ${MOST_IN_ALL} series of figures; ${name} has one more` : null;
  }

  #refuse(service: string, known: Known, fault: string): void {
    known.refused += 1;
    if (known.refused === 1) this.#tell(service, `a figure of its own is not shown: ${fault}. Others are only counted from now on`);
  }
}

/** Why this cannot be a series; null: it can. */
function faultOf(name: string, labels: readonly (readonly [string, string])[]): string | null {
  const shown = (text: string) => JSON.stringify(text.slice(0, LONGEST_NAME));
  if (!NAME.test(name) || name.length > LONGEST_NAME) {
    return `its name ${shown(name)} is not made of letters, digits and _, like lamp_celsius (${LONGEST_NAME} characters at most)`;
  }
  if (labels.length > MOST_LABELS) return `${name} has ${labels.length} labels; ${MOST_LABELS} are possible`;
  for (const [label, value] of labels) {
    if (!NAME.test(label) || label.startsWith('__') || label.length > LONGEST_NAME) {
      return `${name} has the label ${shown(label)}, which is not made of letters, digits and _, like side`;
    }
    if (TAKEN.has(label)) return `${name} has the label ${label}, which means something else here`;
    if (value.length > LONGEST_VALUE) return `the label ${label} of ${name} has ${value.length} characters; ${LONGEST_VALUE} are possible`;
  }
  return null;
}

function metricOf(name: string): Metric {
  return { name: `${PREFIX}${name}`, type: name.endsWith('_total') ? 'counter' : 'gauge', help: "As the exhibit's services report it." };
}
