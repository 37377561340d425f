import { describe, expect, it } from 'vitest';
import type { Facts, Wishes } from '../../electron/install/facts.ts';
import { plan } from '../../electron/install/plan.ts';
import type { Step } from '../../electron/install/step.ts';
import { facts, SESSION, WISHES } from './facts.ts';

const planned = (change: Partial<Facts> = {}, wishes: Partial<Wishes> = {}) => plan(facts(change), { ...WISHES, ...wishes });
const ids = (steps: readonly Step[]) => steps.map(({ id }) => id);
const session = (change: Partial<Facts['session']>) => ({ session: { ...SESSION, ...change } });
const KIOSK = { name: 'kiosk', uid: 1001, gid: 1001, home: '/home/kiosk' };

function content(steps: readonly Step[], id: string): string {
  const target = steps.find((step) => step.id === id)?.target;
  return target?.kind === 'file' ? target.content : `${id} writes no file`;
}

function commands(steps: readonly Step[], id: string): string[] {
  const target = steps.find((step) => step.id === id)?.target;
  return target?.kind === 'run' ? target.commands.map(({ program, args }) => [program, ...args].join(' ')) : [];
}

describe('the plan for a bare machine', () => {
  it('makes the user first, then what the session needs, then the exhibit, and logs in last', () => {
    const { steps, refusals, needsReboot } = planned();
    expect(ids(steps)).toEqual([
      'account',
      'power',
      'session-picture',
      'session-sway',
      'session-own',
      'session-login',
      'session-again',
      'session-target',
      'session-greetd',
      'linger',
      'site',
      'secrets',
      'exhibit',
      'unit',
      'enable',
      'start',
      'session-start',
    ]);
    expect(refusals).toEqual([]);
    expect(needsReboot).toBe(false);
  });

  it('writes nothing that names sudo, and leaves no mark of a template unfilled', () => {
    const { steps } = planned({}, { hardware: true });
    const texts = steps.flatMap(({ target }) => (target.kind === 'file' ? [target.content, target.path] : [JSON.stringify(target)]));
    for (const text of texts) expect(text).not.toMatch(/sudoers|@[A-Z]+@/);
  });

  it('lets the unit start what is stable on this machine', () => {
    expect(content(planned().steps, 'unit')).toContain('ExecStart=/opt/invigil/bin/invigil -e %i run\n');
    const odd = { kind: 'checkout', program: '/opt/100% mine/bin/invigil', resources: '/' } as const;
    expect(content(planned({ installation: odd }).steps, 'unit')).toContain('ExecStart="/opt/100%% mine/bin/invigil" -e %i run\n');
  });

  it("takes the package's own unit where a package is installed", () => {
    const { steps } = planned({ installation: { kind: 'package', program: '/usr/bin/invigil', resources: '/' } });
    expect(ids(steps)).not.toContain('unit');
    expect(steps.find(({ id }) => id === 'enable')?.target).toEqual({
      kind: 'link',
      path: '/home/kiosk/.config/systemd/user/default.target.wants/invigil@lantern.service',
      to: '/usr/lib/systemd/user/invigil@.service',
    });
  });

  it('puts the user into those groups of hardware that are there and lack it, when asked', () => {
    expect(ids(planned().steps)).not.toContain('groups');
    expect(commands(planned({}, { hardware: true }).steps, 'groups')).toEqual(['usermod -aG video kiosk']);
  });

  it('leaves out what is so already', () => {
    const { steps } = planned({
      account: KIOSK,
      lingers: true,
      unitRuns: true,
      ...session({ defaultTarget: 'graphical.target', greetdEnabled: true, greetdRuns: true }),
    });
    expect(steps.filter(({ target }) => target.kind === 'run')).toEqual([]);
  });
});

describe('the session', () => {
  it('logs the user in on a terminal of its own, or on none where the machine has none', () => {
    expect(content(planned().steps, 'session-login')).toContain('vt = 7\n');
    expect(content(planned(session({ terminals: false })).steps, 'session-login')).toContain('vt = "none"\n');
    expect(content(planned().steps, 'session-login')).toContain('[initial_session]\nuser = "kiosk"\n');
  });

  it('shows the colour where a drawing cannot be shown', () => {
    expect(content(planned().steps, 'session-sway')).toContain('output * bg /etc/invigil/holding.svg fill #101418\n');
    const { steps } = planned(session({ drawings: false }));
    expect(content(steps, 'session-sway')).toContain('output * bg #101418 solid_color\n');
    expect(ids(steps)).not.toContain('session-picture');
  });

  it('binds the key of the overlay only where the shell does not see it', () => {
    expect(content(planned().steps, 'session-sway')).not.toContain('bindsym');
    const exhibit = { ...facts().exhibit, hasPrograms: true };
    expect(content(planned({ exhibit }).steps, 'session-sway')).toContain('bindsym Ctrl+Alt+i exec /opt/invigil/bin/invigil overlay\n');
    const { steps } = planned({ exhibit: { ...exhibit, hotkey: 'Super+F9' } });
    expect(content(steps, 'session-sway')).toContain('bindsym Mod4+F9 exec');
    expect(content(planned({ exhibit: { ...exhibit, hotkey: null } }).steps, 'session-sway')).not.toContain('bindsym');
  });

  it('of a desktop stays unless somebody says otherwise', () => {
    const desktop = session({ displayManager: 'gdm.service', displayManagerRuns: true });
    const { steps, notes } = planned(desktop);
    expect(ids(steps).some((id) => id.startsWith('session'))).toBe(false);
    expect(notes.join()).toContain('gdm.service stays; --session sway takes its place');
  });

  it('takes the place of a desktop with the next boot, not under the hands of whoever installs', () => {
    const { steps, needsReboot } = planned(session({ displayManager: 'gdm.service', displayManagerRuns: true }), { session: 'sway' });
    expect(commands(steps, 'session-displaced')).toEqual(['systemctl disable gdm.service']);
    expect(ids(steps)).not.toContain('session-start');
    expect(needsReboot).toBe(true);
  });

  it('says which packages it lacks, and does nothing then', () => {
    expect(planned(session({ missing: ['greetd', 'swaybg'] })).refusals.join()).toContain('sudo apt-get install greetd swaybg');
    expect(planned(session({ missing: ['greetd'] }), { session: 'existing' }).refusals).toEqual([]);
  });

  it('is shared with an exhibit that has it already', () => {
    const { steps, notes } = planned({ others: [{ exhibit: 'comet', user: 'kiosk', hasSession: true }] });
    expect(ids(steps).some((id) => id.startsWith('session'))).toBe(false);
    expect(notes.join()).toContain('colour and key of comet');
  });
});

describe('the plan is refused', () => {
  const refusal = (change: Partial<Facts>, wishes: Partial<Wishes> = {}) => planned(change, wishes).refusals.join('\n');

  it('for a second user of one machine, for root, and for a name that is none', () => {
    expect(refusal({ others: [{ exhibit: 'comet', user: 'museum', hasSession: true }] })).toContain('--user museum');
    expect(refusal({}, { user: 'root' })).toContain('does not run as root');
    expect(refusal({}, { user: 'a b' })).toContain('cannot be the name of a user');
  });

  it('when the user could not start Invigil; an exhibit that it cannot read is only said', () => {
    expect(refusal({ readable: { exhibit: true, program: false } })).toContain('/opt/invigil/bin/invigil');
    const { refusals, notes } = planned({ readable: { exhibit: false, program: true } });
    expect(refusals).toEqual([]);
    expect(notes.join()).toContain('cannot read /srv/lantern');
  });
});

it("is the user's own part alone without root", () => {
  const { steps } = planned({ root: false, account: KIOSK });
  expect(ids(steps)).toEqual(['site', 'secrets', 'exhibit', 'unit', 'enable', 'start']);
  expect(steps.every(({ part }) => part === 'user')).toBe(true);
});
