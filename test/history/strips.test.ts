import { describe, expect, it } from 'vitest';
import { STRIP_STATES } from '../../electron/documents/history.ts';
import type { ChangeRow } from '../../electron/history/rows.ts';
import { strips, WORST_FIRST } from '../../electron/history/strips.ts';

const MINUTE = 60_000;
/** 288 cells of a minute. */
const WHOLE = 288 * MINUTE;

const change = (minute: number, service: string | null, state: string, more: Partial<ChangeRow> = {}): ChangeRow => ({
  at: minute * MINUTE,
  service,
  state,
  health: 'healthy',
  reason: null,
  restarts: 0,
  ...more,
});

/** `running 0-10, failed 10-12 (3)`: minutes, and restarts. */
function drawn(changes: readonly ChangeRow[], service = 'core'): string {
  const strip = strips(changes, 0, WHOLE).services.find(({ name }) => name === service);
  return (strip?.stretches ?? [])
    .map(({ from, to, state, restarts }) => `${state} ${from / MINUTE}-${to / MINUTE}${restarts === 0 ? '' : ` (${restarts})`}`)
    .join(', ');
}

it('knows the same states as documents, in the same order', () => {
  expect(WORST_FIRST).toEqual(STRIP_STATES);
});

describe('a strip', () => {
  it('follows the changes, from before its beginning up to now', () => {
    expect(
      drawn([change(-500, 'core', 'running'), change(100, 'core', 'running', { health: 'warning' }), change(110, 'core', 'running')]),
    ).toBe('running 0-100, warning 100-110, running 110-288');
  });

  it('shows a short trouble in a cell of its own, with its restarts', () => {
    const brief = [
      change(-1, 'core', 'running'),
      change(10.2, 'core', 'stopping', { reason: 'frozen for 5 s', restarts: 1 }),
      change(10.21, 'core', 'starting'),
      change(10.3, 'core', 'running'),
      change(11.5, 'core', 'backing-off', { reason: 'exit status 1', restarts: 1 }),
      change(11.6, 'core', 'running'),
      change(20, 'core', 'failed', { health: 'error' }),
    ];
    expect(drawn(brief)).toBe('running 0-10, restarted 10-12 (2), running 12-20, failed 20-288');
  });

  it.each<[string, Partial<ChangeRow>, string]>([
    ['waiting', {}, 'waiting'],
    ['starting', {}, 'starting'],
    ['running', { health: 'fatal' }, 'error'],
    ['running', { health: 'unknown' }, 'running'],
    ['stopping', {}, 'stopped'],
    ['stopped', {}, 'stopped'],
  ])('%s, %o: %s', (state, more, shown) => {
    expect(drawn([change(-1, null, 'running'), change(-1, 'core', state, more)])).toBe(`${shown} 0-288`);
  });

  it('shows pauses, closed hours and safe mode of the exhibit around it', () => {
    const exhibit = [
      change(-1, 'core', 'running'),
      change(10, null, 'paused'),
      change(20, null, 'running'),
      change(30, 'core', 'stopped'),
      change(30, null, 'closed'),
      change(50, null, 'safe-mode'),
      change(60, 'core', 'failed'),
    ];
    expect(drawn(exhibit)).toBe('running 0-10, paused 10-20, running 20-30, closed 30-50, failed 50-288');
  });

  it('is empty while no supervisor ran, and where a service was not there', () => {
    const off = [change(-1, 'core', 'running'), change(100, null, 'off'), change(150, 'core', 'running'), change(200, 'core', 'removed')];
    expect(drawn(off)).toBe('running 0-100, off 100-150, running 150-200, off 200-288');
    expect(strips([], 0, WHOLE).services).toEqual([]);
    // What was gone before it began is not there at all.
    expect(strips([change(-9, 'old', 'running'), change(-5, null, 'off')], 0, WHOLE).services).toEqual([]);
  });

  it('of a clock that was set: nothing lasts for the time that never was, and the worse of a repeated time is shown', () => {
    const ahead = [change(-100_000, 'core', 'failed'), change(-99_990, null, 'off'), change(10, 'core', 'running')];
    expect(drawn(ahead)).toBe('off 0-10, running 10-288');
    const back = [change(0, 'core', 'running'), change(100, null, 'off'), change(40, 'core', 'waiting'), change(60, 'core', 'running')];
    expect(drawn(back)).toBe('running 0-40, waiting 40-60, running 60-288');
  });
});
