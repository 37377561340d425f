/** Is there a session, which compositor, and does it put displays on the screens that the file names? */
import { type ExhibitService, isHiddenShell } from '../../../config/index.ts';
import { choiceInWords, chosen, outputsInWords } from '../../../screen/outputs.ts';
import { Sway } from '../../../screen/sway.ts';
import { swaySocket } from '../../../screen/sway-socket.ts';
import { type Check, type Finding, ok, problem, warning } from '../finding.ts';
import type { Place } from '../place.ts';

export const compositor: Check = async (place) => {
  const { session, environment } = place;
  if (session === null) {
    const account = place.account.uid === 0 ? ' This looks at root; at the account of an exhibit: sudo invigil doctor -e NAME' : '';
    const todo = `Log in at the screen, and let the machine do so by itself at boot.${account}`;
    return [warning('Nobody of this account is logged in at a screen.', 'Displays wait until somebody is.', todo)];
  }
  if (session.kind === 'x11') return [ok(`The session is X11 (${session.display}).`), ...unplaced(place, 'an X11 session')];
  const name = session.compositor ?? 'one that cannot be told';
  const found = ok(`The session is Wayland, the compositor ${name}.`);
  const socket = swaySocket(environment);
  return [found, ...(socket === null ? unplaced(place, name) : await placed(place, socket))];
};

function unplaced({ exhibit }: Place, who: string): Finding[] {
  const named = displaysOf(exhibit)
    .filter(({ output }) => output !== null)
    .map(({ name }) => name);
  if (named.length === 0) return [];
  const means = `${named.join(' and ')} may open on any screen.`;
  return [
    warning(
      `Windows are placed by \`output\` on sway only, not in ${who}.`,
      means,
      'Give the compositor a rule: docs/screens.md has them.',
    ),
  ];
}

async function placed({ exhibit }: Place, socket: string): Promise<Finding[]> {
  const sway = await Sway.open(socket).catch((error: unknown) => error);
  if (!(sway instanceof Sway)) {
    const means = 'Windows are not placed, and its keys are not known.';
    return [problem(`sway does not take commands at ${socket}: ${String(sway)}.`, means, 'Log out and in again.')];
  }
  const outputs = await sway.outputs();
  sway.close();
  const screens = ok(`Screens: ${outputsInWords(outputs)}.`);
  const lost = displaysOf(exhibit).flatMap(({ name, output }): Finding[] => {
    if (output === null || chosen(output, outputs) !== null) return [];
    const found = `The screen of ${name}, ${choiceInWords(output)}, is not there.`;
    return [problem(found, `${name} shows itself on another one.`, 'Switch it on and look at the cable, or name another one as `output`.')];
  });
  return [screens, ...lost];
}

/** The hidden shell is where its display is. */
function displaysOf(exhibit: Place['exhibit']): readonly ExhibitService[] {
  return (exhibit?.services ?? []).filter((service) => !isHiddenShell(service));
}
