/** Where the windows of an exhibit's displays stand: the exhibit file's wish, in the words of what places them. */
import { type Exhibit, isHiddenShell } from '../config/index.ts';
import { Placement, type PlacementOptions, type Stand } from '../screen/index.ts';
import type { State } from './policy/state.ts';

export interface ScreensOptions extends Omit<PlacementOptions, 'processes'> {
  readonly state: () => State;
  /** The processes of an instance now. */
  readonly members: (service: string, instance: number) => readonly number[];
  /** False: windows stay where the desktop puts them. */
  readonly placed: boolean;
}

export interface Screens {
  /** The file was read. */
  adopt(exhibit: Exhibit): void;
  starting(service: string): void;
  close(): void;
}

export function openScreens({ state, members, placed, ...options }: ScreensOptions): Screens {
  const placement = new Placement({
    ...options,
    processes(name) {
      const life = state().services.find(({ plan }) => plan.name === name)?.life;
      return life !== undefined && 'instance' in life ? members(name, life.instance) : [];
    },
  });
  return {
    adopt: (exhibit) => placement.want(placed ? standsOf(exhibit) : new Map()),
    starting: (service) => placement.starting(service),
    close: () => placement.close(),
  };
}

/** Displays that are to stand on a screen; and all of them where a hidden shell may come in front. */
export function standsOf({ services }: Exhibit): ReadonlyMap<string, Stand> {
  const covered = services.find(isHiddenShell)?.after ?? [];
  const stands = services.map((service): [string, Stand] => {
    const { name, output, command } = service;
    return [name, { output, shell: command === null, cover: isHiddenShell(service) }];
  });
  return new Map(stands.filter(([name, { output, cover }]) => output !== null || cover || covered.includes(name)));
}
