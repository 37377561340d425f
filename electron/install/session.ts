/**
 * Automatic login into a session that holds the exhibit and nothing else: greetd logs the user in, sway is the compositor.
 *
 * greetd logs in without asking once for each boot and shows a login screen when that session has ended. An unattended machine has
 * nobody who logs in, so its login screen ends at once, greetd with it, and systemd starts greetd anew, which logs in again: one second
 * from the compositor's end to the next session (greetd 0.9, sway 1.7).
 */
import { swayKeys } from '../platform/sway-keys.ts';
import type { Facts, Wishes } from './facts.ts';
import { fill } from './fill.ts';
import { holdingPicture } from './picture.ts';
import type { Command, Step, Target } from './step.ts';

export interface SessionPlan {
  readonly steps: readonly Step[];
  /** At the very end: the session begins with the exhibit already waiting for it. */
  readonly start: readonly Step[];
  readonly notes: readonly string[];
  readonly refusals: readonly string[];
  readonly needsReboot: boolean;
}

const NOTHING: SessionPlan = { steps: [], start: [], notes: [], refusals: [], needsReboot: false };
const FOLDER = '/etc/invigil';
const PICTURE = `${FOLDER}/holding.svg`;
const SWAY = `${FOLDER}/sway.conf`;

/** Away from the terminals on which people log in: Debian's own choice for greetd. */
const TERMINAL = 7;

export function sessionSteps(facts: Facts, wishes: Wishes): SessionPlan {
  const { session, others, root } = facts;
  if (!root) return NOTHING;
  const chosen = wishes.session ?? (session.displayManager === null ? 'sway' : 'existing');
  if (chosen === 'existing') {
    const why = wishes.session === null ? ` ${session.displayManager} stays; --session sway takes its place.` : '';
    return { ...NOTHING, notes: [`Nothing of the session is changed: ${wishes.user} has to be logged in after a boot.${why}`] };
  }
  const sharing = others.find(({ hasSession }) => hasSession);
  if (sharing !== undefined) return { ...NOTHING, notes: [`The session is there already, with the colour and key of ${sharing.exhibit}.`] };
  if (session.missing.length > 0) {
    const command = `sudo apt-get install ${session.missing.join(' ')}`;
    return {
      ...NOTHING,
      refusals: [`The session needs what is not there. Install it first: ${command}\nOr leave the session as it is: --session existing`],
    };
  }
  const steps = [...fileSteps(facts, wishes), ...switchSteps(facts)];
  if (session.displayManagerRuns) return { ...NOTHING, steps, needsReboot: true };
  const start = run('session-start', 'Log in and show the exhibit now.', 'The session is ended.', {
    commands: [systemctl('daemon-reload'), systemctl('restart', 'greetd.service')],
    undo: [systemctl('stop', 'greetd.service')],
  });
  return { ...NOTHING, steps, start: session.greetdRuns ? [] : [start] };
}

function fileSteps({ exhibit, installation, session, templates }: Facts, { user }: Wishes): Step[] {
  const file = (id: string, says: string, path: string, content: string): Step => ({
    ...SHARED,
    id,
    says: `${says}: ${path}`,
    undoSays: `${path} as it was before.`,
    target: { kind: 'file', path, content, mode: 0o644, keep: 'ours' },
  });
  const key =
    exhibit.hasPrograms && exhibit.hotkey !== null ? `bindsym ${swayKeys(exhibit.hotkey)} exec ${installation.program} overlay` : '';
  const sway = fill(templates.sway, {
    XWAYLAND: session.xwayland ? 'enable' : 'disable',
    BACKGROUND: session.drawings ? `${PICTURE} fill ${exhibit.colour}` : `${exhibit.colour} solid_color`,
    KEY: key,
  });
  const greetd = fill(templates.greetd, {
    USER: user,
    VT: session.terminals ? String(TERMINAL) : '"none"',
    COMMAND: COMMAND.join(' '),
    GREETER: session.greeter,
  });
  const picture = file('session-picture', 'Draw what is seen behind the exhibit', PICTURE, holdingPicture(exhibit.title, exhibit.colour));
  const own: Step = {
    ...SHARED,
    id: 'session-own',
    says: `Make ${FOLDER}/sway.d, for own lines.`,
    undoSays: `${FOLDER}/sway.d removed.`,
    target: { kind: 'folder', path: `${FOLDER}/sway.d`, mode: 0o755 },
  };
  return [
    ...(session.drawings ? [picture] : []),
    file('session-sway', 'Write the settings of the session (sway), in which nothing else starts', SWAY, sway),
    own,
    file(SESSION, `Log ${user} in by itself (greetd)`, '/etc/greetd/config.toml', greetd),
    file(
      'session-again',
      'Log in again whenever the session ends',
      '/etc/systemd/system/greetd.service.d/50-invigil.conf',
      templates.greetdUnit,
    ),
  ];
}

/** The step by which a record shows that the session is its own. */
export const SESSION = 'session-login';

/** No graphics card is no reason for no picture; what sway says goes to the journal, not over the picture. */
const COMMAND = [
  'env XDG_SESSION_TYPE=wayland XDG_SESSION_DESKTOP=sway XDG_CURRENT_DESKTOP=sway WLR_RENDERER_ALLOW_SOFTWARE=1',
  `systemd-cat --identifier=sway sway --config ${SWAY}`,
];

function switchSteps({ session }: Facts): Step[] {
  const { displayManager, defaultTarget, greetdEnabled } = session;
  const away = (name: string) =>
    run('session-displaced', `Switch ${name} off, which greetd takes the place of.`, `${name} starts at boot again.`, {
      commands: [systemctl('disable', name)],
      undo: [systemctl('enable', name)],
    });
  const graphical = run(
    'session-target',
    'Boot to the screen, not to a text console alone.',
    `The machine boots to ${defaultTarget} again.`,
    {
      commands: [systemctl('set-default', 'graphical.target')],
      undo: [systemctl('set-default', defaultTarget)],
    },
  );
  const greetd = run('session-greetd', 'Start greetd at every boot.', 'greetd no longer starts at boot.', {
    commands: [systemctl('enable', 'greetd.service')],
    undo: [systemctl('disable', 'greetd.service')],
  });
  return [
    ...(displayManager === null ? [] : [away(displayManager)]),
    ...(defaultTarget === 'graphical.target' ? [] : [graphical]),
    ...(greetdEnabled ? [] : [greetd]),
  ];
}

const SHARED = { part: 'machine', shared: true } as const;

function run(id: string, says: string, undoSays: string, does: Omit<Extract<Target, { readonly kind: 'run' }>, 'kind'>): Step {
  return { ...SHARED, id, says, undoSays, target: { kind: 'run', ...does } };
}

function systemctl(...args: string[]): Command {
  return { program: 'systemctl', args, as: 'root' };
}
