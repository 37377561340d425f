/**
 * The policy: what to do about an exit, a missed beat, a login, a command. Pure, so that the same code runs in the supervisor
 * and in a simulation over weeks of virtual time.
 *
 * Theory. `step(state, event)` gives a new state and effects. An event about one instance of a service is looked up in the
 * table of `table.ts` (event by state, every cell decided); an event about the exhibit has its function in `step.ts`. Both only
 * record facts and the failures they mean; then `settle` compares what each service does with what is wanted of it (by people,
 * opening hours, safe mode, shutdown, order, conditions) and ends or starts what differs. So a wish is never lost: it is
 * computed anew from the whole state after each step.
 *
 * Invariants
 * - A service has at most one instance; the next one begins only after `exited {left: false}` or `gone` of the last.
 * - An event of an instance that is no longer current changes nothing.
 * - Whatever was to follow an end, a rest asked for by a person, closing hours, safe mode or shutdown wins over it.
 * - Nothing here reads a clock: `event.at` is monotonic, and the next deadline is handed out by `nextDeadline`.
 * - After a tick at T nothing is due at T or before, but what the tick's own effects brought about.
 * - A reboot is asked for only after the budget that contains it is on the disk.
 *
 * Numbers: `constants.ts`; everything else comes from the exhibit file.
 */
export { refusal } from './commands.ts';
export { dueAt, nextDeadline } from './deadlines.ts';
export { type Beginning, initial } from './initial.ts';
export { describe } from './lifecycle.ts';
export { rebootsLeft } from './reboot.ts';
export { step } from './step.ts';
export * from './view.ts';
