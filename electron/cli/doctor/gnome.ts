/** Where GNOME is set otherwise than a screen needs that nobody attends; the list is that of `invigil desktop apply`. */
import { DEFAULT_COLOUR } from '../../config/index.ts';
import { gnomeWishes, type Wish } from '../../desktop/gnome.ts';
import { applySettings, look } from '../../desktop/settings.ts';
import { type Finding, warning } from './finding.ts';
import type { Place } from './place.ts';

/** Whether GNOME is what is on the screen. */
export function isGnome({ session, environment }: Pick<Place, 'session' | 'environment'>): boolean {
  const shell = session?.kind === 'wayland' ? session.compositor : environment['XDG_CURRENT_DESKTOP'];
  return /gnome/i.test(shell ?? '');
}

/** `means`: what visitors see of it. */
export async function gnomeFindings(place: Place, spoils: readonly Wish['spoils'][], means: string): Promise<readonly Finding[]> {
  if (!isGnome(place)) return [];
  const wishes = gnomeWishes(place.exhibit?.colour ?? DEFAULT_COLOUR).filter((wish) => spoils.includes(wish.spoils));
  const found: Finding[] = [];
  for (const wish of wishes) {
    const seen = await look(place.desk, wish);
    if (seen.kind === 'unasked') {
      // One is enough: the others say the same.
      return [...found, warning(`GNOME's settings cannot be asked: ${seen.why}.`, means, 'apt install libglib2.0-bin, and look again.')];
    }
    if (seen.kind === 'value' && seen.value !== wish.value) found.push(finding(place, wish, seen.value, means));
  }
  return found;
}

/** Mending saves the old value, as `desktop apply` does: `desktop restore` puts it back. */
function finding({ desk }: Place, wish: Wish, value: string, means: string): Finding {
  return {
    ...warning(`${wish.otherwise}: ${wish.schema} ${wish.key} is ${value}.`, means, 'invigil desktop apply'),
    async fix() {
      const [line] = await applySettings([wish], desk, false);
      if (line === undefined || line.kind === 'cannot') throw new Error(line?.text ?? 'nothing was done');
      return `${line.text} \`invigil desktop restore\` puts the old value back.`;
    },
  };
}
