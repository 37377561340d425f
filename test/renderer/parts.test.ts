import { describe, expect, it } from 'vitest';
import { type Danger, danger, REST } from '../../renderer/parts/danger.ts';
import { bytes, clock, countdown, duration, moment } from '../../renderer/parts/format.ts';
import { FREE, HOLD_MS, look, press, untilFired } from '../../renderer/parts/hold.ts';
import { latest } from '../../renderer/parts/latest.ts';
import { left, ringPart, touched } from '../../renderer/parts/rest.ts';

describe('numbers for people', () => {
  it.each([
    [0, 'en', '0 s'],
    [-5, 'en', '0 s'],
    [840, 'en', '0.8 s'],
    [840, 'de', '0,8 s'],
    [42_900, 'en', '42 s'],
    [185_000, 'en', '3 min'],
    [7_300_000, 'en', '2 h'],
    [9 * 86_400_000, 'en', '9 d'],
  ])('%i ms is in %s %s', (ms, language, text) => expect(duration(ms, language)).toBe(text));

  it.each([
    [1, '1 s'],
    [42_000, '42 s'],
    [59_500, '1:00 min'],
    [80_000, '1:20 min'],
    [900_000, '15:00 min'],
  ])('%i ms run down from %s', (ms, text) => expect(countdown(ms)).toBe(text));

  it.each([
    [0, 'en', '0 MB'],
    [420e3, 'en', '0.4 MB'],
    [4.26e6, 'de', '4,3 MB'],
    [9.96e6, 'en', '10 MB'],
    [212e6, 'en', '212 MB'],
    [1.44e9, 'en', '1.4 GB'],
    [1.44e9, 'de', '1,4 GB'],
    [250e9, 'en', '250 GB'],
  ])('%i bytes are in %s %s', (count, language, text) => expect(bytes(count, language)).toBe(text));

  it('says the time of day, and the day where it is another', () => {
    const now = new Date(2026, 10, 21, 14, 2, 11);
    expect(clock(new Date(2026, 10, 21, 4, 5))).toBe('04:05');
    expect(moment(new Date(2026, 10, 21, 13, 2, 9), now, 'en')).toBe('13:02:09');
    expect(moment(new Date(2026, 10, 20, 13, 2, 9), now, 'en')).toBe('20 Nov 13:02:09');
  });
});

describe('holding a button', () => {
  it('fires once, and not before two seconds', () => {
    const pressed = press(FREE, 1_000);
    expect(look(pressed, 1_000 + HOLD_MS - 1)).toBe(pressed);
    const fired = look(pressed, 1_000 + HOLD_MS);
    expect(fired).toEqual({ state: 'fired' });
    expect(look(fired, 9_000)).toBe(fired);
    expect(press(fired, 9_000)).toEqual({ state: 'pressed', since: 9_000 });
  });

  it('begins anew after it was let go', () => {
    expect(look(press(FREE, 5_000), 6_999)).toEqual({ state: 'pressed', since: 5_000 });
  });

  it('is not begun again by a second press', () => {
    const pressed = press(FREE, 1_000);
    expect(press(pressed, 2_000)).toBe(pressed);
    expect(untilFired(pressed, 2_500)).toBe(500);
    expect(untilFired(FREE, 2_500)).toBeNull();
  });
});

describe('something dangerous', () => {
  const confirm: Danger = { step: 'confirm', token: 'token', until: 30_000 };

  it('is asked, then confirmed, then over', () => {
    const asked = danger(REST, { type: 'held' });
    expect(asked).toEqual({ step: 'asking' });
    expect(danger(asked, { type: 'confirmation-needed', token: 'token', until: 30_000 })).toEqual(confirm);
    expect(danger(confirm, { type: 'over' })).toEqual(REST);
  });

  it('is not asked twice, and an answer that comes too late opens nothing', () => {
    expect(danger(confirm, { type: 'held' })).toBe(confirm);
    expect(danger(REST, { type: 'confirmation-needed', token: 'token', until: 30_000 })).toBe(REST);
  });

  it('waits no longer than the token lives', () => {
    expect(danger(confirm, { type: 'time', now: 29_999 })).toBe(confirm);
    expect(danger(confirm, { type: 'time', now: 30_000 })).toEqual(REST);
    const endless: Danger = { step: 'confirm', token: null, until: null };
    expect(danger(endless, { type: 'time', now: 1e9 })).toBe(endless);
  });
});

describe('the ring', () => {
  const rest = { lasts: 60_000, since: 10_000 };

  it('runs down to nothing', () => {
    expect(ringPart(rest, 10_000)).toBe(1);
    expect(ringPart(rest, 40_000)).toBe(0.5);
    expect(left(rest, 70_000)).toBe(0);
    expect(ringPart(rest, 99_000)).toBe(0);
  });

  it('begins anew with a touch, and an old touch changes nothing', () => {
    expect(left(touched(rest, 60_000), 60_000)).toBe(60_000);
    expect(touched(rest, 5_000)).toEqual(rest);
  });
});

describe('only the newest value', () => {
  it('is sent while one is on its way, and the last one always arrives', async () => {
    const sent: number[] = [];
    const answers: (() => void)[] = [];
    const send = latest((value: number) => {
      sent.push(value);
      return new Promise<void>((resolve) => answers.push(resolve));
    });
    for (const value of [1, 2, 3]) send(value);
    expect(sent).toEqual([1]);
    answers.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
    expect(sent).toEqual([1, 3]);
    answers.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
    send(4);
    expect(sent).toEqual([1, 3, 4]);
  });
});
