/**
 * Reboots the machine or switches it off, through logind: it asks polkit whether this account may, lets programs that hold a delay
 * inhibitor finish, and has systemd end everything in order.
 *
 * Whether it may is asked when it is to be done and not before: the rule may have been put there, or taken away, a minute ago. Where
 * logind itself fails after it has said yes, the target is started directly; systemd up to at least 252 does fail so while somebody
 * else is logged in and a program holds a block inhibitor ("Stale file handle").
 */
import { messageOf } from '../platform/errors.ts';
import type { SystemBus } from '../platform/system-bus.ts';

export type PowerAct = 'reboot' | 'poweroff';

/** It is on its way; or who refused it and why, as a sentence. */
export type PowerAnswer = { readonly ok: true } | { readonly ok: false; readonly reason: string };

const LOGIND = {
  destination: 'org.freedesktop.login1',
  path: '/org/freedesktop/login1',
  interface: 'org.freedesktop.login1.Manager',
};
const SYSTEMD = {
  destination: 'org.freedesktop.systemd1',
  path: '/org/freedesktop/systemd1',
  interface: 'org.freedesktop.systemd1.Manager',
};

const ACTS = {
  reboot: { can: 'CanReboot', member: 'Reboot', target: 'reboot.target', words: 'reboot the machine' },
  poweroff: { can: 'CanPowerOff', member: 'PowerOff', target: 'poweroff.target', words: 'switch the machine off' },
} as const;

/** Never rejects. */
export async function askForPower(act: PowerAct, bus: Pick<SystemBus, 'call'>): Promise<PowerAnswer> {
  const { can, member, target } = ACTS[act];
  const permission = await said(bus, { ...LOGIND, member: can });
  if (permission.ok && permission.answer !== 'yes') return { ok: false, reason: refusal(act, String(permission.answer)) };
  // `interactive` is false: nobody is there who could type a password.
  const asked = permission.ok ? await said(bus, { ...LOGIND, member, signature: 'b', body: [false] }) : permission;
  if (asked.ok) return { ok: true };
  const started = await said(bus, { ...SYSTEMD, member: 'StartUnit', signature: 'ss', body: [target, 'replace-irreversibly'] });
  if (started.ok) return { ok: true };
  return { ok: false, reason: `logind failed (${asked.words}), and so did systemd (${started.words}). ${MENDING}` };
}

const MENDING = 'invigil doctor says what is missing; sudo invigil install sets it right.';

function refusal(act: PowerAct, answer: string): string {
  if (answer === 'na') return `This machine cannot ${act === 'reboot' ? 'reboot' : 'switch itself off'}, says logind.`;
  return `This account may not ${ACTS[act].words} (logind: "${answer}"). ${MENDING}`;
}

type Said = { readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly words: string };

async function said(bus: Pick<SystemBus, 'call'>, request: Parameters<SystemBus['call']>[0]): Promise<Said> {
  try {
    const [answer] = await bus.call(request);
    return { ok: true, answer };
  } catch (error) {
    return { ok: false, words: messageOf(error) };
  }
}
