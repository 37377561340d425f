/**
 * Lines over time, drawn by uPlot on a canvas; what they say stands beside it as text (figures.tsx). uPlot comes with the first graph: it
 * is a tenth of the whole page, which nothing else needs.
 */
import { useEffect, useRef } from 'react';
import type uPlot from 'uplot';
import { clock, day } from '../../parts/format.ts';
import { useZone, type Zone } from '../../parts/zone.ts';
import { useWords } from '../../words/context.tsx';
import type { Range } from '../api.ts';
import type { Graph } from './series.ts';
import { styleOf } from './styles.ts';

const HEIGHT = 180;
const MS = 1_000;

interface Props {
  readonly graph: Graph;
  /** Milliseconds, oldest first. */
  readonly times: readonly number[];
  readonly range: Range;
}

export function Plot({ graph, times, range }: Props) {
  const { language } = useWords();
  const zone = useZone();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = place;
    if (current === null) return;
    const data: uPlot.AlignedData = [times.map((time) => time / MS), ...graph.series.map(({ values }) => [...values])];
    let plot: uPlot | null = null;
    let over = false;
    async function draw(): Promise<void> {
      const { default: Plotter } = await import('uplot');
      if (over || current === null) return;
      plot?.destroy();
      plot = new Plotter(options(Plotter, { graph, range, place: current, zone, language }), data, current);
    }
    // Colours are the theme's; the width is the window's.
    const theme = matchMedia('(prefers-color-scheme: light)');
    const observer = new ResizeObserver(() => plot?.setSize({ width: current.clientWidth, height: HEIGHT }));
    const again = () => void draw();
    again();
    theme.addEventListener('change', again);
    observer.observe(current);
    return () => {
      over = true;
      theme.removeEventListener('change', again);
      observer.disconnect();
      plot?.destroy();
    };
  }, [graph, times, range, zone, language]);
  return <div className="plot" ref={place} aria-hidden="true" />;
}

interface Drawn {
  readonly graph: Graph;
  readonly range: Range;
  readonly place: Element;
  readonly zone: Zone;
  readonly language: string;
}

function options(plotter: typeof uPlot, { graph, range, place, zone, language }: Drawn): uPlot.Options {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const font = `${style.fontSize} ${style.fontFamily}`;
  const axis = { stroke: colour('--quiet'), font, ticks: { show: false }, grid: { stroke: colour('--line'), width: 1 } };
  const time = (seconds: number) => (range === 'month' ? day(new Date(seconds * MS), language, zone) : clock(new Date(seconds * MS), zone));
  return {
    width: place.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    tzDate: (seconds) => (zone === undefined ? new Date(seconds * MS) : plotter.tzDate(new Date(seconds * MS), zone)),
    scales: { y: { range: (_, __, max) => [0, Math.max(graph.full, max * 1.05)] } },
    series: [
      {},
      ...graph.series.map((_, index) => {
        const { colour: name, dash } = styleOf(index);
        return { stroke: colour(name), width: 2, dash: [...dash], spanGaps: false, points: { show: false } };
      }),
    ],
    axes: [
      { ...axis, values: (_, splits) => splits.map(time), space: 70, size: 28 },
      { ...axis, values: (_, splits) => splits.map((value) => graph.say(value)), size: 80, space: 40 },
    ],
  };
}
