import { describe, expect, it } from 'vitest';
import { de } from '../../../electron/documents/words/de.ts';
import { en } from '../../../electron/documents/words/en.ts';
import { advise } from '../../../renderer/exhibit/advice.ts';
import { endOf, untilMidnight } from '../../../renderer/exhibit/pauses.ts';
import { permissions, permissionsWithoutPin } from '../../../renderer/exhibit/permissions.ts';
import { beatPart, doingOf, rowsOf } from '../../../renderer/exhibit/rows.ts';
import { canSend, EMPTY, type PadState, padStep } from '../../../renderer/overlay/pad-state.ts';
import { GERMAN, NOW, SCENARIOS, type ScenarioName } from '../scenarios.ts';

const overviewOf = (name: ScenarioName) => SCENARIOS[name].documents.overview;

describe('what to do about it', () => {
  it.each([
    ['well', 'nothing', null],
    ['sound-down', 'mends', 'restart'],
    ['safe-mode', 'leave-safe-mode', 'resume'],
    ['paused', 'resume', 'resume'],
    ['closed', 'opens', null],
    ['waiting-for-screen', 'check-screen', null],
    ['many', 'wait', null],
    ['long-names', 'call', 'restart'],
  ] as const)('%s: %s', (name, key, suggestion) => {
    expect(advise(overviewOf(name), 'staff')).toEqual({ key, suggestion });
  });

  it('is to tell somebody, for who may only read', () => {
    expect(advise(overviewOf('sound-down'), 'view')).toEqual({ key: 'tell', suggestion: null });
    expect(advise(overviewOf('well'), 'view').key).toBe('nothing');
    expect(advise(overviewOf('waiting-for-screen'), 'view').key).toBe('check-screen');
  });
});

describe('rows', () => {
  const [core, , sound] = rowsOf(overviewOf('sound-down'));

  it('join what a service is called with how it is', () => {
    expect(rowsOf(overviewOf('sound-down')).map(({ name, status }) => [name, status.name])).toEqual([
      ["the exhibit's core", 'core'],
      ['the picture', 'display'],
      ['the sound', 'audio'],
      ['leds', 'leds'],
    ]);
  });

  it('say since when a service runs well, and else what the supervisor says', () => {
    if (core === undefined || sound === undefined) throw new Error('the scenario has no core or no sound');
    expect(doingOf(core, NOW.getTime(), de)).toBe('Läuft seit 2 h');
    expect(doingOf(sound, NOW.getTime(), en)).toBe('exit status 1; restarted twice, trying again in 12\u00a0s');
    const german = rowsOf(GERMAN['sound-down'].documents.overview)[2] ?? sound;
    expect(doingOf(german, NOW.getTime(), de)).toBe('Exit-Status 1; zweimal neu gestartet, neuer Versuch in 12\u00a0s');
  });

  it('fill the bar toward the moment at which a service counts as frozen', () => {
    if (core === undefined || sound === undefined) throw new Error('the scenario has no core or no sound');
    const late = (last_beat_ms: number | null) => beatPart({ ...core, beat_deadline_ms: 5_000, status: { ...core.status, last_beat_ms } });
    expect(late(0)).toBe(0);
    expect(late(2_500)).toBe(0.5);
    expect(late(9_000)).toBe(1);
    expect(late(null)).toBeNull();
    expect(beatPart(sound)).toBeNull();
  });
});

describe('pauses', () => {
  it('until midnight are as long as the rest of the day', () => {
    expect(untilMidnight(new Date(2026, 10, 21, 14, 2, 11))).toBe('598m');
    expect(untilMidnight(new Date(2026, 10, 21, 23, 59, 59))).toBe('1m');
    expect(endOf('15m', new Date(2026, 10, 21, 23, 50)).getDate()).toBe(22);
  });
});

describe('permissions', () => {
  it('grow with the role', () => {
    expect(permissions('view')('restart')).toBe(false);
    expect(permissions('staff')('restart')).toBe(true);
    expect(permissions('staff')('reboot')).toBe(false);
    expect(permissions('admin')('reboot')).toBe(true);
  });

  it('without a PIN are those of the exhibit file', () => {
    expect(permissionsWithoutPin(['volume'])('volume')).toBe(true);
    expect(permissionsWithoutPin(['volume'])('restart')).toBe(false);
  });
});

describe('the PIN pad', () => {
  const typed = (digits: string, now = 0) =>
    [...digits].reduce<PadState>((state, digit) => padStep(state, { type: 'digit', digit, now }), EMPTY);
  const wrong = { type: 'refused', problem: { kind: 'wrong-pin', detail: '', waitMs: 5_000 }, now: 1_000 } as const;

  it('takes digits, and no more than a PIN can have', () => {
    expect(typed('4711').digits).toBe('4711');
    expect(typed('1234567890123').digits).toHaveLength(12);
    expect(padStep(typed('47'), { type: 'erase' }).digits).toBe('4');
    expect(padStep(EMPTY, { type: 'erase' }).digits).toBe('');
  });

  it('sends something, once', () => {
    expect(canSend(EMPTY, 0)).toBe(false);
    expect(canSend(typed('4711'), 0)).toBe(true);
    expect(canSend(padStep(typed('4711'), { type: 'sent' }), 0)).toBe(false);
  });

  it('says that a PIN was wrong until the next digit, and waits as long as it is told', () => {
    const refused = padStep(padStep(typed('1111'), { type: 'sent' }), wrong);
    expect(refused).toEqual({ digits: '', checking: false, wrong: 'wrong', waitUntil: 6_000 });
    const digit = { type: 'digit', digit: '4', now: 5_999 } as const;
    expect(padStep(refused, digit)).toBe(refused);
    expect(padStep(refused, { ...digit, now: 6_000 })).toMatchObject({ digits: '4', wrong: null });
  });

  it('does not call a PIN wrong that nobody has looked at', () => {
    const away = { type: 'refused', problem: { kind: 'away', detail: '' }, now: 0 } as const;
    expect(padStep(typed('4711'), away).wrong).toBeNull();
    const locked = { type: 'refused', problem: { kind: 'too-many-tries', detail: '', waitMs: 1 }, now: 0 } as const;
    expect(padStep(typed('4711'), locked).wrong).toBe('tooMany');
  });
});
