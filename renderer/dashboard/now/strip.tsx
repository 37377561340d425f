/**
 * The last 24 hours of a service as a strip: what is well is low and quiet, what is not stands high, so that it is seen without colours
 * too; and the same as a sentence for those who do not see it.
 */
import type { Strips } from '../../../electron/documents/history.ts';
import { clock } from '../../parts/format.ts';
import { useZone, type Zone } from '../../parts/zone.ts';
import { useWords } from '../../words/context.tsx';
import { fill, type Words } from '../../words/words.ts';
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

interface Props {
  readonly strips: Strips;
  readonly service: string;
  readonly name: string;
}

export function Strip({ strips, service, name }: Props) {
  const words = useWords();
  const zone = useZone();
  const stretches = strips.services.find((one) => one.name === service)?.stretches ?? [];
  const whole = Math.max(1, strips.to - strips.from);
  const place = (at: number) => ((Math.min(Math.max(at, strips.from), strips.to) - strips.from) / whole) * 1_000;
  return (
    <svg
      className="strip"
      viewBox="0 0 1000 10"
      preserveAspectRatio="none"
      role="img"
      aria-label={fill(words.dashboard.strip.label, { name, text: stripText(stretches, words) })}
    >
      {byUrgency(stretches).map((stretch) => {
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
    </svg>
  );
}

function isWell(state: State): boolean {
  return HEIGHTS[state] <= 4;
}

/** What is drawn last lies on top: the worst. */
function byUrgency(stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.toSorted((a, b) => HEIGHTS[a.state] - HEIGHTS[b.state]);
}

function stretchText({ from, to, state, restarts }: Stretch, words: Words, zone: Zone): string {
  const { strip } = words.dashboard;
  const times = `${clock(new Date(from), zone)} – ${clock(new Date(to), zone)}`;
  return [times, strip.states[state], ...(restarts > 0 ? [restartsText(restarts, words)] : [])].join(', ');
}
