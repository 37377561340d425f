import { expect, it } from 'vitest';
import { MINUTE, SECOND, settings, Teller } from './teller.ts';

it('tells nobody of a first restart that is ready again within quiet_for', () => {
  const teller = new Teller();
  teller.crash('audio');
  teller.pass(29 * SECOND);
  teller.ready('audio');
  teller.pass(MINUTE);
  expect(teller.said()).toEqual([]);
  expect(teller.wrote()).toEqual(['quiet: The sound has stopped']);
  expect(teller.state.troubles).toEqual([]);
});

it('tells of one that is not, and of its return when that has held', () => {
  const teller = new Teller();
  teller.crash('audio');
  teller.pass(30 * SECOND);
  const [raise] = teller.drafts;
  expect(raise).toMatchObject({
    act: 'raise',
    level: 'warning',
    kind: 'restarting',
    service: 'audio',
    incident: 'of-audio',
    to: ['phone', 'book'],
  });
  expect(raise?.text).toBe(
    'The sound ended with exit status 1.\nVisitors hear nothing.\nIt is restarted by itself.\nIt is not back after 30 s.',
  );
  expect(raise?.at).toBe(teller.at + teller.offset - 30 * SECOND);
  teller.pass(90 * SECOND);
  teller.ready('audio');
  teller.pass(29 * SECOND);
  expect(teller.said()).toEqual(['raise phone+book: The sound has stopped']);
  teller.pass(SECOND);
  const [clear] = teller.drafts;
  expect(clear).toMatchObject({ act: 'clear', level: 'info', kind: 'recovered', thread: raise?.thread, to: ['phone', 'book'] });
  expect(clear?.text).toBe('It lasted for 2 min.');
  expect(teller.said()).toEqual(['clear phone+book: The sound is back']);
});

it('tells of the second restart within storm.within at once, and of a later one not', () => {
  const teller = new Teller();
  teller.crash('audio');
  teller.pass(SECOND);
  teller.ready('audio');
  teller.pass(10 * MINUTE - SECOND);
  teller.crash('audio', 2);
  expect(teller.said()).toEqual(['raise phone+book: The sound keeps failing']);
  teller.ready('audio');
  teller.pass(10 * MINUTE + SECOND);
  expect(teller.said()).toEqual(['clear phone+book: The sound is back']);
  teller.crash('audio');
  teller.ready('audio');
  teller.pass(MINUTE);
  expect(teller.said()).toEqual([]);
});

it('does not tell the same again within the cooldown, and does when it still is so afterwards', () => {
  const teller = new Teller();
  for (const attempt of [1, 2]) {
    teller.crash('audio', attempt);
    teller.ready('audio');
    teller.pass(SECOND);
  }
  teller.pass(MINUTE);
  expect(teller.said()).toEqual(['raise phone+book: The sound keeps failing', 'clear phone+book: The sound is back']);
  teller.crash('audio', 3);
  expect(teller.said()).toEqual([]);
  expect(teller.wrote()).toEqual(['quiet: The sound has stopped', 'cooldown: The sound keeps failing']);
  teller.pass(10 * MINUTE);
  expect(teller.said()).toEqual(['raise phone+book: The sound keeps failing']);
});

it('tells the same again at once when nobody has heard of it, and not when only one of them has not', () => {
  const twice = (teller: Teller) => {
    for (const attempt of [1, 2]) {
      teller.crash('audio', attempt);
      teller.ready('audio');
      teller.pass(SECOND);
    }
    teller.pass(MINUTE);
  };
  const people = ['phone', 'mail'].map((name) => ({ name, kind: 'ntfy', level: null }) as const);
  for (const deaf of [['phone'], ['phone', 'mail']]) {
    const teller = new Teller({ receivers: [...people, { name: 'book', kind: 'log', level: null }] });
    twice(teller);
    const thread = teller.drafts[0]?.thread ?? '';
    teller.said();
    for (const receiver of deaf) teller.take({ type: 'unheard', thread, receiver });
    teller.crash('audio', 3);
    expect(teller.said()).toEqual(deaf.length === 1 ? [] : ['raise phone+mail+book: The sound keeps failing']);
  }
});

it('tells at once what the cooldown holds back, when nobody turns out to have heard of it', () => {
  const teller = new Teller();
  for (const attempt of [1, 2, 3]) {
    teller.crash('audio', attempt);
    teller.ready('audio');
    teller.pass(attempt === 1 ? SECOND : MINUTE);
  }
  teller.shows('audio', { state: 'starting' });
  const thread = teller.drafts[0]?.thread ?? '';
  teller.said();
  teller.crash('audio', 4);
  expect(teller.said()).toEqual([]);
  teller.take({ type: 'unheard', thread, receiver: 'phone' });
  expect(teller.said()).toEqual(['raise phone+book: The sound keeps failing']);
});

it('folds flapping into one message, and believes its end only when nothing has changed for the cooldown', () => {
  const teller = new Teller();
  for (let turn = 0; turn < 20; turn += 1) {
    teller.shows('core', { health: 'error' });
    teller.pass(5 * SECOND);
    teller.shows('core', { health: 'healthy' });
    teller.pass(40 * SECOND);
  }
  expect(teller.drafts.map(({ text }) => text.split('\n').at(-1))).toEqual(['It has changed 7 times in 2 min.']);
  expect(teller.said()).toEqual(["raise phone+book: The exhibit's core reports an error"]);
  teller.pass(6 * MINUTE);
  expect(teller.said()).toEqual(["clear phone+book: The exhibit's core is well again"]);
});

it('tells of health that has held, at the level of its status, and not of what is lesser than what was told', () => {
  const teller = new Teller();
  teller.shows('core', { health: 'warning' });
  teller.pass(30 * SECOND);
  teller.shows('core', { health: 'error' });
  teller.pass(29 * SECOND);
  expect(teller.drafts.map(({ level }) => level)).toEqual(['warning']);
  teller.pass(SECOND);
  teller.shows('core', { health: 'warning' });
  teller.pass(MINUTE);
  teller.shows('core', { health: 'healthy' });
  teller.pass(MINUTE);
  expect(teller.drafts.map(({ level, act }) => `${level} ${act}`)).toEqual(['warning raise', 'error update', 'info clear']);
  expect(new Set(teller.drafts.map(({ thread }) => thread)).size).toBe(1);
});

it('does not count as lasting what a service cannot say while it does not run', () => {
  const teller = new Teller();
  teller.shows('core', { health: 'error' });
  teller.pass(20 * SECOND);
  teller.shows('core', { state: 'starting', health: 'unknown' });
  teller.pass(MINUTE);
  expect(teller.said()).toEqual([]);
});

it('tells at once of what a restart does not mend', () => {
  const teller = new Teller();
  teller.alert({ kind: 'start-failed', level: 'error', service: 'display', reason: 'no such program kiosk' }, { state: 'failed' });
  const [raise] = teller.drafts;
  expect(raise).toMatchObject({ act: 'raise', level: 'error', title: 'The picture cannot start' });
  expect(raise?.text).toBe(
    'The picture: no such program kiosk.\nVisitors see the holding page or a dark screen.\nIt is tried again every minute.',
  );
});

it('tells each receiver from its own level on, and the end to whoever was told', () => {
  const teller = new Teller({
    receivers: [
      { name: 'phone', kind: 'ntfy', level: 'error' },
      { name: 'book', kind: 'log', level: null },
    ],
  });
  teller.crash('audio');
  teller.pass(30 * SECOND);
  teller.alert({ kind: 'storm', level: 'error', service: 'audio', restarts: 3, withinMs: 10 * MINUTE }, { state: 'failed' });
  teller.ready('audio');
  teller.pass(MINUTE);
  expect(teller.said()).toEqual([
    'raise book: The sound has stopped',
    'raise phone: The sound keeps failing',
    'update book: The sound keeps failing',
    'clear book+phone: The sound is back',
  ]);
});

it('follows the map of levels, and writes down what nobody wants', () => {
  const teller = new Teller({ levels: { restarting: 'none', storm: 'fatal', recovered: 'none' } });
  teller.crash('audio');
  teller.pass(MINUTE);
  teller.alert({ kind: 'storm', level: 'error', service: 'audio', restarts: 3, withinMs: 10 * MINUTE }, { state: 'failed' });
  expect(teller.drafts.map(({ level, kind }) => `${level} ${kind}`)).toEqual(['fatal storm']);
  teller.ready('audio');
  teller.pass(MINUTE);
  expect(teller.drafts).toHaveLength(1);
  expect(teller.wrote()).toEqual(['level: The sound has stopped', 'level: The sound is back']);
});

it('takes an exit for none when its condition goes with it, and tells of the wait when that lasts', () => {
  const teller = new Teller();
  const lost = {
    kind: 'condition-lost',
    level: 'warning',
    service: 'core',
    condition: 'network',
    detail: 'no route to any network',
  } as const;
  const waiting = { state: 'waiting', waitingFor: { what: 'network', detail: 'no route to any network', since: '' } } as const;
  for (const lastsMs of [20 * SECOND, 6 * MINUTE]) {
    teller.crash('core');
    teller.pass(500);
    teller.alert(lost, waiting);
    teller.pass(lastsMs);
    if (lastsMs > MINUTE) teller.alert({ ...lost, kind: 'waiting-long', level: 'warning', waitedMs: 5 * MINUTE }, waiting);
    teller.ready('core');
    teller.pass(MINUTE);
  }
  expect(teller.said()).toEqual([
    "raise phone+book: The exhibit's core is waiting: network",
    "clear phone+book: The exhibit's core waits no more",
  ]);
});

it('does not count an exit that was none as the first of two', () => {
  const teller = new Teller();
  teller.crash('core');
  teller.pass(500);
  teller.alert(
    { kind: 'condition-lost', level: 'warning', service: 'core', condition: 'network', detail: 'no route to any network' },
    { state: 'waiting', waitingFor: { what: 'network', detail: 'no route to any network', since: '' } },
  );
  teller.ready('core');
  teller.pass(MINUTE);
  teller.crash('core');
  teller.ready('core');
  teller.pass(MINUTE);
  expect(teller.said()).toEqual([]);
});

it('tells of a session that stays away only when that takes long', () => {
  const teller = new Teller();
  const lost = {
    kind: 'condition-lost',
    level: 'info',
    service: 'display',
    condition: 'session',
    detail: 'no screen is connected',
  } as const;
  const waiting = { state: 'waiting', waitingFor: { what: 'session', detail: 'no screen is connected', since: '' } } as const;
  teller.alert(lost, waiting);
  teller.pass(5 * MINUTE);
  expect(teller.said()).toEqual(['raise book: The picture is waiting: session']);
  teller.alert({ ...lost, kind: 'waiting-long', level: 'warning', waitedMs: 5 * MINUTE }, waiting);
  expect(teller.said()).toEqual(['raise phone: The picture is waiting: session', 'update book: The picture is waiting: session']);
});

it('says who ended a trouble by stopping the service, and of one that has left the file', () => {
  const teller = new Teller();
  for (const name of ['audio', 'core']) {
    teller.crash(name);
    teller.crash(name, 2);
  }
  teller.said();
  teller.shows('audio', { state: 'stopped', stoppedBy: 'person' });
  teller.exhibit({ services: teller.snapshot.services.filter(({ name }) => name !== 'core') });
  teller.pass(MINUTE);
  expect(teller.said()).toEqual([
    'clear phone+book: The sound was stopped by hand',
    "clear phone+book: The exhibit's core is not part of the exhibit any more",
  ]);
});

it("speaks the exhibit's language", () => {
  const teller = new Teller(settings({}, 'de'));
  teller.crash('display');
  teller.crash('display', 2);
  expect(teller.drafts[0]?.title).toBe('Das Bild fällt immer wieder aus');
  expect(teller.drafts[0]?.text.split('\n').at(-1)).toBe('Der Neustart geschieht von selbst.');
});
