/**
 * Puts an exhibit onto a machine, so that it is on the screen after every boot, and takes it away again.
 *
 * `plan` (pure) says what there is to do, from the machine as it is (`look.ts`) and what was asked for. `ground.ts` makes each step and
 * knows what undoes it; `install.ts` does the steps in order and records each in a manifest as it is done; `uninstall.ts` undoes exactly
 * what the record says, newest first.
 *
 * Invariants:
 * - What is there as it should be is not touched: installing twice changes nothing.
 * - A file of somebody else that has to change is kept in the record and put back. What somebody changed afterwards stays.
 * - Root's part and the user's part are apart: each in a record of its own, the user's done with the user's rights alone.
 * - What exhibits of one user share (account, polkit's rule, session, linger) is undone with the last of them.
 * - The content folder, state and logs are never touched. There is no sudo: what the user may do as root is polkit's one rule.
 */
import { join } from 'node:path';
import type { Facts, Wishes } from './facts.ts';
import { fill } from './fill.ts';
import { sessionSteps } from './session.ts';
import type { Step } from './step.ts';
import { userSteps } from './user.ts';

export interface Plan {
  /** In this order. What is in place already is among them, as far as only looking at the files tells. */
  readonly steps: readonly Step[];
  /** Sentences: what the person should know beside the steps. */
  readonly notes: readonly string[];
  /** Sentences: why it cannot be done. With one nothing is done. */
  readonly refusals: readonly string[];
  /** The picture comes only with the next boot. */
  readonly needsReboot: boolean;
}

/** What an account may be called: what useradd takes everywhere. */
const USER = /^[a-z_][a-z0-9_-]{0,31}$/;

export function plan(facts: Facts, wishes: Wishes): Plan {
  const { exhibit, root } = facts;
  const session = sessionSteps(facts, wishes);
  const stranger = facts.others.find((other) => other.user !== wishes.user);
  const refusals = [
    ...(USER.test(wishes.user) ? [] : [`"${wishes.user}" cannot be the name of a user: it has to be like kiosk, in small letters.`]),
    ...(root && (wishes.user === 'root' || facts.account?.uid === 0)
      ? ['An exhibit does not run as root. Name its user: --user kiosk']
      : []),
    ...(!root && facts.account === null ? [`There is no user ${wishes.user}, and only root can make one: sudo invigil install ...`] : []),
    ...(root && stranger !== undefined
      ? [
          `The exhibit ${stranger.exhibit} is installed for ${stranger.user}. All exhibits of a machine have one user: --user ${stranger.user}`,
        ]
      : []),
    ...(facts.readable.program
      ? []
      : [`${wishes.user} may not start ${facts.installation.program}. Move the checkout to where everybody may read, such as /opt.`]),
    ...session.refusals,
  ];
  const notes = [
    ...(facts.readable.exhibit
      ? []
      : [`${wishes.user} cannot read ${exhibit.folder}: give that user leave, or the exhibit will not start.`]),
    ...(root && !facts.polkit ? ['polkit is not there: the ladder cannot reboot this machine. Install polkitd, then install again.'] : []),
    ...session.notes,
  ];
  const machine = root
    ? [...accountSteps(facts, wishes), ...powerSteps(facts, wishes), ...session.steps, ...lingerSteps(facts, wishes)]
    : [];
  return {
    steps: [...machine, ...userSteps(facts), ...(root ? session.start : [])],
    notes,
    refusals,
    needsReboot: root && session.needsReboot,
  };
}

function accountSteps({ account, groups }: Facts, { user, hardware }: Wishes): Step[] {
  const made: Step = {
    id: 'account',
    part: 'machine',
    says: `Make the user ${user}, without a password.`,
    undoSays: `Remove the user ${user} and its home folder.`,
    shared: true,
    // Without a password nobody can log in as it but greetd, which asks for none.
    target: {
      kind: 'run',
      commands: [{ program: 'useradd', args: ['-m', '-d', `/home/${user}`, '-s', '/bin/bash', user], as: 'root' }],
      undo: [{ program: 'userdel', args: ['-r', '-f', user], as: 'root' }],
    },
  };
  const lacking = hardware ? [...groups].flatMap(([group, members]) => (members.includes(user) ? [] : [group])) : [];
  const joined: Step = {
    id: 'groups',
    part: 'machine',
    says: `Put ${user} into the groups ${lacking.join(', ')}.`,
    undoSays: `Take ${user} out of the groups ${lacking.join(', ')}.`,
    shared: true,
    target: {
      kind: 'run',
      commands: [{ program: 'usermod', args: ['-aG', lacking.join(','), user], as: 'root' }],
      undo: lacking.map((group) => ({ program: 'gpasswd', args: ['-d', user, group], as: 'root' })),
    },
  };
  return [...(account === null ? [made] : []), ...(lacking.length > 0 ? [joined] : [])];
}

/** Into /etc, which is the administrator's: a package's own folder is the package's, and only root knows which user is meant. */
function powerSteps({ polkit, templates }: Facts, { user }: Wishes): Step[] {
  const path = '/etc/polkit-1/rules.d/60-invigil.rules';
  const rule: Step = {
    id: 'power',
    part: 'machine',
    says: `Let ${user} reboot and switch off this machine, and nothing else: ${path}`,
    undoSays: `${user} may no longer reboot this machine: ${path} removed.`,
    shared: true,
    target: { kind: 'file', path, content: fill(templates.polkit, { USER: user }), mode: 0o644, keep: 'ours' },
  };
  return polkit ? [rule] : [];
}

/** The user's units start at boot, before anybody has logged in. */
function lingerSteps({ lingers }: Facts, { user }: Wishes): Step[] {
  const step: Step = {
    id: 'linger',
    part: 'machine',
    says: `Start the units of ${user} at boot, before anybody has logged in.`,
    undoSays: `Units of ${user} no longer start at boot.`,
    shared: true,
    target: {
      kind: 'run',
      commands: [{ program: 'loginctl', args: ['enable-linger', user], as: 'root' }],
      undo: [{ program: 'loginctl', args: ['disable-linger', user], as: 'root' }],
    },
  };
  return lingers ? [] : [step];
}

/** The records of installations: root's, and the user's. */
export const RECORDS = '/var/lib/invigil';

export function userRecord(state: string, exhibit: string): string {
  return join(state, exhibit, 'install.json');
}
