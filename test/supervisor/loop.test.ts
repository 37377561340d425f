import { describe, expect, test } from 'vitest';
import { Loop, type LoopClock, type LoopOptions } from '../../electron/supervisor/loop.ts';
import type { Effect } from '../../electron/supervisor/policy/effect.ts';
import { initial } from '../../electron/supervisor/policy/index.ts';
import { planOf, servicePlan } from '../support/exhibit.ts';

/** A clock that a test moves; a timer fires when the test lets it, however late. */
class TestClock implements LoopClock {
  at = 0;
  sleptMs = 0;
  #timer: { readonly at: number; readonly fire: () => void } | null = null;

  now = () => this.at;

  setTimer(delayMs: number, fire: () => void): () => void {
    const timer = { at: this.at + delayMs, fire };
    this.#timer = timer;
    return () => {
      if (this.#timer === timer) this.#timer = null;
    };
  }

  /** What the next turns of the loop take, in milliseconds; half a one when nothing is said. */
  readonly turns: number[] = [];

  soon(fire: () => void): void {
    setImmediate(() => {
      this.at += this.turns.shift() ?? 0.5;
      fire();
    });
  }

  slept(): number {
    const { sleptMs } = this;
    this.sleptMs = 0;
    return sleptMs;
  }

  get armedFor(): number | null {
    return this.#timer?.at ?? null;
  }

  /** The machine gets to the timer at `at`, its time or later. */
  async fireAt(at: number): Promise<void> {
    const timer = this.#timer;
    if (timer === null || timer.at > at) throw new Error(`no timer is due at ${at}`);
    this.#timer = null;
    this.at = at;
    timer.fire();
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
}

function loopOf(
  drain: (loop: () => Loop) => Promise<void> = async () => undefined,
  listening: Partial<Pick<LoopOptions, 'beaten' | 'changed'>> = {},
) {
  const clock = new TestClock();
  const effects: Effect[] = [];
  const broken: unknown[] = [];
  let loop: Loop;
  const beginning = initial({
    plan: planOf([servicePlan('core')]),
    at: 0,
    budget: { known: true, budget: { uptimeMs: 0, reboots: [] }, countedAt: 0 },
    standing: null,
    rebootPermitted: { ok: true },
  });
  loop = new Loop({
    clock,
    beginning,
    carryOut: (effect) => effects.push(effect),
    drain: () => drain(() => loop),
    traced: () => false,
    beaten: () => undefined,
    changed: () => undefined,
    ...listening,
    broken: (error) => broken.push(error),
  });
  loop.start();
  loop.dispatch({ type: 'spawned', service: 'core', instance: 1, pid: 1 });
  loop.dispatch({ type: 'ready', service: 'core', instance: 1 });
  return { clock, effects, loop, broken };
}

const kills = (effects: readonly Effect[]) => effects.filter((effect) => effect.type === 'kill').length;

describe('the loop', () => {
  test('acts on a deadline when its timer fires', async () => {
    const { clock, effects } = loopOf();
    expect(clock.armedFor).toBe(4_998);
    await clock.fireAt(5_000);
    expect(kills(effects)).toBe(1);
  });

  test('waits out the last millisecond that a timer is early by', async () => {
    const { clock, effects } = loopOf();
    await clock.fireAt(4_999);
    expect(kills(effects)).toBe(1);
    expect(clock.at).toBe(5_000);
  });

  test('a beat moves the deadline and leaves the timer alone', async () => {
    const { clock, effects, loop } = loopOf();
    clock.at = 3_000;
    loop.dispatch({ type: 'beat', service: 'core', instance: 1 });
    expect(clock.armedFor).toBe(4_998);
    await clock.fireAt(5_000);
    expect(kills(effects)).toBe(0);
    expect(clock.armedFor).toBe(7_998);
  });

  test('a beat that ends a busy stretch brings the deadline nearer, and the timer with it', async () => {
    const { clock, effects, loop } = loopOf();
    loop.dispatch({ type: 'busy', service: 'core', instance: 1, forMs: 60_000 });
    await clock.fireAt(5_000);
    expect(clock.armedFor).toBeGreaterThan(50_000);
    loop.dispatch({ type: 'beat', service: 'core', instance: 1 });
    expect(clock.armedFor).toBe(9_998);
    await clock.fireAt(10_000);
    expect(kills(effects)).toBe(1);
  });

  test('a timer whose deadlines have all moved away is set anew, and nothing is taken in for it', async () => {
    let drains = 0;
    const { clock, loop } = loopOf(async () => {
      drains += 1;
    });
    const first = clock.armedFor ?? 0;
    clock.at = first - 100;
    loop.dispatch({ type: 'beat', service: 'core', instance: 1 });
    await clock.fireAt(first);
    expect(drains).toBe(0);
    expect(clock.armedFor).toBeGreaterThan(first);
  });

  test('what had arrived is taken in before a deadline is judged', async () => {
    const { clock, effects } = loopOf(async (loop) => loop().dispatch({ type: 'beat', service: 'core', instance: 1 }));
    await clock.fireAt(5_000);
    expect(kills(effects)).toBe(0);
  });

  test('what arrives while a deadline is close is taken in before it', async () => {
    const { clock, effects, loop } = loopOf();
    clock.soon(() => loop.dispatch({ type: 'beat', service: 'core', instance: 1 }));
    await clock.fireAt(4_999);
    expect(kills(effects)).toBe(0);
  });

  test('held up while a deadline is close, it takes in once more what has arrived', async () => {
    let drains = 0;
    const { clock, effects } = loopOf(async (loop) => {
      drains += 1;
      if (drains === 2) loop().dispatch({ type: 'beat', service: 'core', instance: 1 });
    });
    clock.turns.push(0.5, 30);
    await clock.fireAt(4_999);
    expect(drains).toBe(2);
    expect(kills(effects)).toBe(0);
  });

  test("its own lateness is nobody's failure", async () => {
    const { clock, effects, loop } = loopOf();
    clock.at = 3_000;
    loop.dispatch({ type: 'beat', service: 'core', instance: 1 });
    await clock.fireAt(65_000);
    expect(kills(effects)).toBe(0);
    expect(clock.armedFor).toBe(67_998);
    await clock.fireAt(68_000);
    expect(kills(effects)).toBe(1);
  });

  test('sleep of the machine begins every deadline anew', async () => {
    const { clock, effects } = loopOf();
    clock.sleptMs = 3_600_000;
    await clock.fireAt(5_000);
    expect(kills(effects)).toBe(0);
    expect(clock.armedFor).toBe(9_998);
  });

  test('an effect that breaks is told and stops nothing', async () => {
    const clock = new TestClock();
    const broken: unknown[] = [];
    const plan = planOf([servicePlan('core')]);
    const beginning = initial({ plan, at: 0, budget: { known: false, reason: '' }, standing: null, rebootPermitted: { ok: true } });
    const loop = new Loop({
      clock,
      beginning,
      carryOut: (effect) => {
        if (effect.type === 'kill') throw new Error('bug');
      },
      drain: async () => undefined,
      traced: () => false,
      beaten: () => undefined,
      changed: () => undefined,
      broken: (error) => broken.push(error),
    });
    loop.start();
    await clock.fireAt(30_000);
    expect(broken).toHaveLength(1);
    expect(loop.state.services[0]?.life.state).toBe('stopping');
  });

  test('tells a beat that only moves a deadline apart from one that says more', () => {
    const told: string[] = [];
    const { loop } = loopOf(async () => undefined, {
      beaten: ({ service }) => told.push(`beaten ${service}`),
      changed: ({ type }) => told.push(type),
    });
    told.length = 0;
    loop.dispatch({ type: 'beat', service: 'core', instance: 1 });
    loop.dispatch({ type: 'beat', service: 'core', instance: 1, status: 'warning' });
    loop.dispatch({ type: 'beat', service: 'core', instance: 1, status: 'warning' });
    expect(told).toEqual(['beaten core', 'beat', 'beaten core']);
  });

  test('does first what has to be done, then what has to be told, then judges what that has brought', () => {
    const clock = new TestClock();
    const { state, effects } = initial({
      plan: planOf([servicePlan('core')]),
      at: 0,
      budget: { known: true, budget: { uptimeMs: 0, reboots: [] }, countedAt: 0 },
      standing: null,
      rebootPermitted: { ok: true },
    });
    const alert: Effect = { type: 'alert', alert: { kind: 'safe-mode-ended', level: 'info', by: 'alice' } };
    const done: string[] = [];
    const loop = new Loop({
      clock,
      beginning: { state, effects: [alert, ...effects] },
      carryOut(effect) {
        done.push(effect.type);
        if (effect.type !== 'spawn') return;
        clock.at = 80;
        loop.dispatch({ type: 'spawned', service: 'core', instance: 1, pid: 1 });
        clock.at = 100;
      },
      drain: async () => undefined,
      traced: () => false,
      beaten: () => undefined,
      changed: ({ type, at }) => done.push(`${type} at ${at}`),
      broken: (error) => done.push(String(error)),
    });
    loop.start();
    expect(done).toEqual([...effects.map(({ type }) => type), 'alert', 'spawned at 80']);
    expect(done).toContain('spawn');
    expect(clock.armedFor).not.toBeNull();
  });
});
