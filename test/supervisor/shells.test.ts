import { beforeEach, describe, expect, it } from 'vitest';
import { Instances } from '../../electron/supervisor/instances.ts';
import type { Instance, ToService } from '../../electron/supervisor/ports.ts';
import { Shells } from '../../electron/supervisor/shells.ts';
import { exhibitOf } from '../config/support.ts';
import { Exhibit, MINUTE, servicePlan } from '../support/exhibit.ts';

const HEAD = 'schema = 1\n[exhibit]\nname = "lantern"\n[service.core]\ncommand = "core"\n';
const page = (name: string, more = '') => `[service.${name}]\nrole = "display"\nurl = "http://127.0.0.1:3000/"\n${more}`;
const program = (name: string, more = '') => `[service.${name}]\nrole = "display"\ncommand = "player"\n${more}`;

/** What was told to whom: `wall overlay`. */
let told: string[];

/** Shells of this exhibit, whose services (in this order) are known to the policy; none runs yet. */
function stage(toml: string) {
  const exhibit = exhibitOf(HEAD + toml);
  const plans = exhibit.services.map(({ name, command }) => servicePlan(name, { kind: command === null ? 'url' : 'command' }));
  const world = new Exhibit(plans);
  const instances = new Instances();
  const tell = (instance: Instance, message: ToService) => {
    expect(instance.number).toBe(world.instance(instance.service));
    const words = message.type === 'desktop' ? ` ${message.away}` : message.type === 'identify' ? ` "${message.text}"` : '';
    told.push(`${instance.service} ${message.type}${words}`);
  };
  const shells = new Shells({
    exhibit: () => exhibit,
    state: () => world.state,
    instances,
    tell,
    pause(forMs, by) {
      world.happens({ type: 'command', command: { name: 'pause', forMs }, by });
      return { ok: true };
    },
  });
  return { world, shells };
}

beforeEach(() => {
  told = [];
});

describe('the overlay', () => {
  it('opens on the first screen that is up, or on the one that is named', () => {
    const { world, shells } = stage(page('floor') + page('wall'));
    expect(shells.overlay(null)).toEqual({ ok: false, reason: 'No screen is up yet.' });
    world.up('wall');
    shells.overlay(null);
    expect(shells.overlay('floor')).toEqual({ ok: false, reason: 'The screen of "floor" is not up yet.' });
    world.up('floor');
    expect(shells.overlay(null)).toEqual({ ok: true });
    shells.overlay('wall');
    expect(told).toEqual(['wall overlay', 'floor overlay', 'wall overlay']);
  });

  it('opens on the hidden shell beside programs, and says where else it cannot', () => {
    const { world, shells } = stage(program('player'));
    world.up('core', 'player', 'shell');
    expect(shells.overlay(null)).toEqual({ ok: true });
    expect(told).toEqual(['shell overlay']);
    expect(shells.overlay('core')).toEqual({
      ok: false,
      reason: '"core" has no screen of its own to open the overlay on. These have: shell.',
    });
    expect(stage('').shells.overlay(null)).toMatchObject({ ok: false, reason: expect.stringContaining('no display') });
  });
});

describe('identify', () => {
  it('says on each screen that is up which one it is', () => {
    const { world, shells } = stage(
      page('wall', 'output = "HDMI-A-1"\n') + page('floor', 'output = { make = "Dell", serial = "77" }\n') + page('door'),
    );
    expect(shells.identify()).toEqual({ ok: false, reason: 'No screen is up yet.' });
    world.up('wall', 'floor', 'door');
    expect(shells.identify()).toEqual({ ok: true });
    expect(told.toSorted()).toEqual(['door identify "door"', 'floor identify "floor on Dell 77"', 'wall identify "wall on HDMI-A-1"']);
  });

  it('says for the hidden shell what it covers', () => {
    const { world, shells } = stage(program('player', 'output = "HDMI-A-2"\n'));
    world.up('core', 'player', 'shell');
    shells.identify();
    expect(told).toEqual(['shell identify "player on HDMI-A-2"']);
  });
});

describe('refresh', () => {
  it('loads a page anew that is on the screen, and nothing else', () => {
    const { world, shells } = stage(page('wall'));
    const reason = (name: string) => {
      const answer = shells.refresh(name);
      return answer.ok ? null : answer.reason;
    };
    expect(reason('core')).toContain('"core" is a program of its own');
    expect(reason('wall')).toBe('The screen of "wall" is not up yet.');
    world.up('core', 'wall');
    expect(reason('wall')).toBe(null);
    world.person({ name: 'stop', service: 'wall' });
    expect(reason('wall')).toBe('The page of "wall" is not on the screen now.');
    expect(told).toEqual(['wall refresh']);
  });
});

describe('leaving to the desktop', () => {
  /** Both screens away. */
  function away() {
    const { world, shells } = stage(page('floor') + page('wall'));
    world.up('core', 'floor', 'wall');
    expect(shells.desktop('alice')).toEqual({ ok: true });
    expect(told).toEqual(['floor desktop true', 'wall desktop true']);
    told = [];
    const look = (event: Parameters<typeof shells.after>[0]) => shells.after(event, world.state);
    return { world, look };
  }

  it('pauses the exhibit for an hour, at whose end the screens come back', () => {
    const { world, look } = away();
    expect(world.exhibit).toBe('paused');
    world.passes(59 * MINUTE);
    look({ type: 'tick', traced: [], at: world.at });
    expect(told).toEqual([]);
    world.passes(MINUTE, ['core', 'floor', 'wall']);
    look({ type: 'tick', traced: [], at: world.at });
    look({ type: 'tick', traced: [], at: world.at });
    expect(told).toEqual(['floor desktop false', 'wall desktop false']);
  });

  it.each([
    [{ name: 'resume' } as const, true],
    [{ name: 'restart', service: null } as const, true],
    [{ name: 'start', service: null } as const, true],
    [{ name: 'restart', service: 'core' } as const, false],
    [{ name: 'pause', forMs: null } as const, false],
  ])('%o brings them back: %s', (command, back) => {
    const { world, look } = away();
    world.person(command);
    look({ type: 'command', command, by: 'alice', at: world.at });
    expect(told).toEqual(back ? ['floor desktop false', 'wall desktop false'] : []);
  });

  it('is refused while a program would stay on the screen, and while nothing is there', () => {
    const { world, shells } = stage(program('player'));
    world.up('core', 'player', 'shell');
    expect(shells.desktop('alice')).toMatchObject({ ok: false, reason: expect.stringContaining('"player" is a program of its own') });
    expect(world.exhibit).toBe('running');
    world.person({ name: 'stop', service: 'player' }).exits('player', 0);
    expect(shells.desktop('alice')).toEqual({ ok: true });
    expect(stage(page('wall')).shells.desktop('alice')).toEqual({ ok: false, reason: 'No screen is up yet.' });
  });
});
