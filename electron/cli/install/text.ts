/** What `invigil install` says: its plan before, and what is next after. Pure. */
import type { ExhibitFacts } from '../../install/facts.ts';
import type { Plan } from '../../install/plan.ts';
import type { Step } from '../../install/step.ts';

/** What is to be done, in order; empty: everything is in place. `program`: where this Invigil has to be kept first; null: it is there. */
export function work(program: string | null, steps: readonly Step[]): readonly string[] {
  const kept = program === null ? [] : [`Keep a copy of this Invigil, which is started from now on by ${program}.`];
  return [...kept, ...steps.map(({ says }) => says)];
}

export function planText({ title, name }: ExhibitFacts, user: string, todo: readonly string[], { notes }: Plan): string {
  const told = notes.map((note) => `Note: ${note}`);
  if (todo.length === 0) return ['Everything is in place: there is nothing to do.', ...told].join('\n');
  const list = todo.map((says, at) => `${String(at + 1).padStart(3)}. ${says}`);
  return [`To install ${title} (${name}) for the user ${user}:`, '', ...list, '', ...told].join('\n').trimEnd();
}

export interface Installation {
  readonly name: string;
  /** As it was given. */
  readonly path: string;
  readonly user: string;
  readonly root: boolean;
  readonly needsReboot: boolean;
  /** What of it runs still as it was before. */
  readonly runsOn: { readonly content: boolean; readonly program: boolean };
}

export function whatIsNext({ name, path, user, root, needsReboot, runsOn }: Installation): string {
  const lines = [
    ...(runsOn.content ? [`The exhibit that runs is still the one before. Take the new one: invigil reload -e ${name}`] : []),
    ...(runsOn.program
      ? [`The Invigil that runs is still the one before. Take the new one, as ${user}: systemctl --user restart invigil@${name}`]
      : []),
    ...(root ? [] : [`Left for root, so that it starts at boot and may reboot: sudo invigil install ${path} --user ${user}`]),
    needsReboot ? 'Reboot now: the screen belongs to the session before until then.' : `How it is: invigil status -e ${name}`,
    `To take all of it back: ${root ? 'sudo ' : ''}invigil uninstall -e ${name}`,
  ];
  return ['', ...lines].join('\n');
}
