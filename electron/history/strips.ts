/**
 * Pure: what each service was over a stretch of time, as a strip, made from the changes of status. Time is cut into 288 cells (5
 * minutes each for a day); a cell shows the worst that was in it, so that a restart of a second is seen, and neighbours that show the
 * same are one stretch.
 *
 * Changes are followed in the order in which they were seen. Where the clock was set back, two times of life share a stretch, and the
 * worse of them is shown; a change that ends before it began takes no room.
 */
import type { Strips } from '../documents/history.ts';
import type { ChangeRow } from './rows.ts';

type Strip = Strips['services'][number];
type Stretch = Strip['stretches'][number];
type StripState = Stretch['state'];

const CELLS = 288;

/** As documents/history.ts has them; a worker's thread need not load what checks documents. */
export const WORST_FIRST: readonly StripState[] = [
  'failed',
  'restarted',
  'error',
  'warning',
  'waiting',
  'starting',
  'paused',
  'closed',
  'stopped',
  'running',
  'off',
];

interface Cell {
  state: StripState;
  restarts: number;
}

/** `to`: up to now. */
export function strips(changes: readonly ChangeRow[], from: number, to: number): Strips {
  const cells = new Map<string, Cell[]>();
  const width = (to - from) / CELLS;
  const cellsOf = (service: string): Cell[] => {
    const found = cells.get(service) ?? Array.from({ length: CELLS }, (): Cell => ({ state: 'off', restarts: 0 }));
    cells.set(service, found);
    return found;
  };
  const paint = (service: string, state: StripState, begin: number, end: number) => {
    if (end < from || begin >= to || end < begin) return;
    const last = Math.min(CELLS - 1, Math.max(0, Math.ceil((end - from) / width) - 1));
    for (let place = Math.max(0, Math.floor((begin - from) / width)); place <= last; place++) {
      const cell = cellsOf(service)[place];
      if (cell !== undefined) cell.state = worse(cell.state, state);
    }
  };
  for (const { service, state, begin, end } of lives(changes, to)) paint(service, state, begin, end);
  for (const { service, at, restarts } of changes) {
    const cell = service === null || at < from || at >= to ? undefined : cellsOf(service)[Math.floor((at - from) / width)];
    if (cell === undefined || restarts === 0) continue;
    cell.restarts += restarts;
    cell.state = worse(cell.state, 'restarted');
  }
  const bounds = (place: number) => Math.round(from + place * width);
  return {
    from,
    to,
    services: [...cells]
      .map(([name, all]): Strip => ({ name, stretches: stretchesOf(all, bounds) }))
      .filter(({ stretches }) => stretches.some(({ state }) => state !== 'off'))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

interface Life {
  readonly service: string;
  readonly state: StripState;
  readonly begin: number;
  readonly end: number;
}

/** From each change of a service, or of the exhibit around it, to the next one. */
function* lives(changes: readonly ChangeRow[], now: number): Generator<Life, void, undefined> {
  const present = new Map<string, { readonly change: ChangeRow; readonly begin: number }>();
  let exhibit: string | null = null;
  const life = (service: string, end: number): Life[] => {
    const one = present.get(service);
    return one === undefined ? [] : [{ service, state: stateOf(one.change, exhibit), begin: one.begin, end }];
  };
  for (const change of changes) {
    if (change.service !== null) {
      yield* life(change.service, change.at);
      if (change.state === 'removed') present.delete(change.service);
      else present.set(change.service, { change, begin: change.at });
      continue;
    }
    for (const [service, { change: last }] of present) {
      yield* life(service, change.at);
      present.set(service, { change: last, begin: change.at });
    }
    if (change.state === 'off') present.clear();
    exhibit = change.state;
  }
  for (const service of present.keys()) yield* life(service, now);
}

/** `exhibit`: the state of the exhibit around it. */
function stateOf({ state, health, reason }: ChangeRow, exhibit: string | null): StripState {
  const own = ownState(state, health, reason, exhibit);
  return exhibit === 'paused' ? worse(own, 'paused') : own;
}

function ownState(state: string, health: string, reason: string | null, exhibit: string | null): StripState {
  switch (state) {
    case 'running':
      return health === 'fatal' || health === 'error' ? 'error' : health === 'warning' ? 'warning' : 'running';
    case 'failed':
    case 'waiting':
    case 'starting':
      return state;
    case 'backing-off':
      return 'restarted';
    case 'stopping':
      return reason === null ? 'stopped' : 'restarted';
    default:
      return exhibit === 'safe-mode' ? 'failed' : exhibit === 'closed' ? 'closed' : 'stopped';
  }
}

function worse(a: StripState, b: StripState): StripState {
  return WORST_FIRST.indexOf(a) <= WORST_FIRST.indexOf(b) ? a : b;
}

/** `bounds`: the beginning of a cell. */
function stretchesOf(cells: readonly Cell[], bounds: (place: number) => number): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [place, { state, restarts }] of cells.entries()) {
    const last = stretches.at(-1);
    const to = bounds(place + 1);
    if (last?.state === state) stretches.splice(-1, 1, { ...last, to, restarts: last.restarts + restarts });
    else stretches.push({ from: bounds(place), to, state, restarts });
  }
  return stretches;
}
