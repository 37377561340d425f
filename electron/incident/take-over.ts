import type { State } from '../supervisor/policy/state.ts';
import type { Entries } from './entries.ts';
import type { Found } from './port.ts';
import { incidentSchema } from './record.ts';
import { serviceOf } from './view.ts';

/**
 * What the supervisor before this one left: its open incidents are gone on with, and its own end is one if it was not in order.
 * `boot`: the kernel's id of the present boot.
 */
export function takeOver({ earlier, open }: Found, state: State, entries: Entries, boot: string): void {
  const at = entries.now();
  const rebooted = earlier !== null && earlier.boot !== boot;
  for (const { document } of open) {
    const read = incidentSchema.safeParse(document);
    // One of another version of Invigil stays as it is.
    if (!read.success) continue;
    const { service, detectedAt } = read.data;
    const gone = service !== null && serviceOf(state, service) === undefined;
    if (gone || entries.of(service) !== undefined) entries.giveUp(read.data, earlier?.seenAt ?? detectedAt);
    else entries.tell(entries.goOnWith(read.data), { what: 'supervisor', rebooted }, at);
  }
  if (earlier === null || earlier.endedInOrder || entries.of(null) !== undefined) return;
  entries.failureOver(entries.begin(null, { kind: 'supervisor', rebooted, seenAt: earlier.seenAt }, at));
}
