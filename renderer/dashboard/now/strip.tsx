/**
 * The last 24 hours of a service as a strip: what is well is low and quiet, what is not stands high, so that it is seen without colours
 * too; and the same as a sentence for those who do not see it. All have one scale, which stands below them.
 */
import type { Strips } from '../../../electron/documents/history.ts';
import { clock } from '../../parts/format.ts';
import { useZone, type Zone } from '../../parts/zone.ts';
import { useWords } from '../../words/context.tsx';
import { fill, type Words } from '../../words/words.ts';
import { marksOf, placeOf, type Scale } from './strip-scale.ts';
import { restartsText, type State, type Stretch, stripText } from './strip-text.ts';

/** Of 10, from the bottom. */
const HEIGHTS: Readonly<Record<State, number>> = {
  failed: 10,
  restarted: 10,
  error: 10,
  warning: 8,
  waiting: 6,
  starting: 6,
  paused: 4,
  closed: 2,
  stopped: 2,
  running: 4,
  off: 0,
};
/** Of 1000: what is worse is never too narrow to be seen. */
const NARROWEST = 5;

/** Nearer to an end than this, of 1, the time of a mark would be cut off. */
const EDGE = 0.04;

interface Props {
  readonly strips: Strips;
  readonly scale: Scale;
  readonly service: string;
  readonly name: string;
}

export function Strip({ strips, scale, service, name }: Props) {
  const words = useWords();
  const zone = useZone();
  const stretches = strips.services.find((one) => one.name === service)?.stretches ?? [];
  const place = (at: number) => placeOf(at, scale) * 1_000;
  return (
    <svg
      className="strip"
      viewBox="0 0 1000 10"
      preserveAspectRatio="none"
      role="img"
      aria-label={fill(words.dashboard.strip.label, { name, text: stripText(stretches, words) })}
    >
      {byUrgency(stretches, scale).map((stretch) => {
        const width = Math.max(place(stretch.to) - place(stretch.from), isWell(stretch.state) ? 0 : NARROWEST);
        const height = HEIGHTS[stretch.state];
        return (
          <rect
            key={stretch.from}
            className={stretch.state}
            x={Math.min(place(stretch.from), 1_000 - width)}
            y={10 - height}
            width={width}
            height={height}
          >
            <title>{stretchText(stretch, words, zone)}</title>
          </rect>
        );
      })}
      {marksOf(scale, zone).map((at) => (
        <path key={at} className="mark" d={`M${place(at)} 0V10`} vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}

/** The times of the marks in all strips. */
export function StripScale({ scale }: { readonly scale: Scale }) {
  const zone = useZone();
  const marks = marksOf(scale, zone).map((at) => ({ at, place: placeOf(at, scale) }));
  return (
    <div className="strip-scale" aria-hidden="true">
      {marks
        .filter(({ place }) => place > EDGE && place < 1 - EDGE)
        .map(({ at, place }) => (
          <span key={at} style={{ left: `${place * 100}%` }}>
            {clock(new Date(at), zone)}
          </span>
        ))}
    </div>
  );
}

function isWell(state: State): boolean {
  return HEIGHTS[state] <= 4;
}

/** Those of this stretch of time. What is drawn last lies on top: the worst. */
function byUrgency(stretches: readonly Stretch[], scale: Scale): readonly Stretch[] {
  return stretches.filter(({ to }) => to > scale.from).toSorted((a, b) => HEIGHTS[a.state] - HEIGHTS[b.state]);
}

function stretchText({ from, to, state, restarts }: Stretch, words: Words, zone: Zone): string {
  const { strip } = words.dashboard;
  const times = `${clock(new Date(from), zone)} – ${clock(new Date(to), zone)}`;
  return [times, strip.states[state], ...(restarts > 0 ? [restartsText(restarts, words)] : [])].join(', ');
}
