/**
 * The simulation would notice: each of these mistakes, planted in the policy's source, breaks a promise in a run in which the
 * policy as it is breaks none.
 */
import { expect, it } from 'vitest';
import { type Planted, plant } from './planted.ts';
import type { Policy } from './policy.ts';
import { simulate } from './simulate.ts';

/** Runs to look through for one in which the mistake shows. */
const SEEDS = 120;

const MISTAKES: readonly Planted[] = [
  { name: 'a storm is seen one restart late', file: 'backoff.ts', from: '.length >= plan.restarts', to: '.length > plan.restarts' },
  { name: 'a storm window never ends', file: 'backoff.ts', from: 'begin > at - plan.withinMs', to: 'begin > 0' },
  {
    name: 'planned restarts are counted',
    file: 'lifecycle.ts',
    from: "health: 'unknown', ownTimeoutMs: null",
    to: "health: 'unknown', ownTimeoutMs: null, begun: [...service.begun, turn.at]",
  },
  { name: 'the backoff does not grow', file: 'restart.ts', from: 'attempts: service.attempts + 1', to: 'attempts: service.attempts' },
  { name: 'a stop by a person does not hold', file: 'view.ts', from: "if (service.held) return 'person';", to: '' },
  {
    name: 'a stop by a person is forgotten by the next supervisor',
    file: 'initial.ts',
    from: 'new Set(standing?.held ?? [])',
    to: 'new Set<string>()',
  },
  { name: 'earlier reboots are forgotten', file: 'reboot.ts', from: '[...budget.reboots, budget.uptimeMs]', to: '[budget.uptimeMs]' },
  { name: 'a reboot that is not on the disk', file: 'reboot.ts', from: 'if (!ok || ', to: 'if (' },
  {
    name: 'a reboot that is not permitted',
    file: 'reboot.ts',
    from: 'if (!state.rebootPermitted.ok) return state.rebootPermitted.reason;',
    to: '',
  },
  {
    name: 'deadlines are judged in a pause',
    file: 'deadlines.ts',
    from: 'if (paused) return steadyAt(service) ?? Number.POSITIVE_INFINITY;',
    to: '',
  },
  { name: 'the end of a pause sets no timer', file: 'deadlines.ts', from: '[state.pause?.until, ', to: '[' },
  { name: 'time in which the loop was late counts', file: 'step.ts', from: 'return shiftDeadlines(turn, event.byMs);', to: 'return;' },
  {
    name: 'a service in a debugger counts as frozen',
    file: 'deadlines.ts',
    from: 'if (silent && (held || service.traced))',
    to: 'if (silent && traced.length < 0)',
  },
  {
    name: 'a start does not wait for what it is after',
    file: 'settle.ts',
    from: 'return blocking === null ? null :',
    to: 'return blocking !== null || blocking === null ? null :',
  },
  {
    name: 'a page does not wait for what it is after',
    file: 'settle.ts',
    from: ' || blockingService(state, service) !== null) return;',
    to: ') return;',
  },
  { name: 'a start does not wait for its conditions', file: 'settle.ts', from: 'if (key !== null) return', to: "if (key === '') return" },
  {
    name: 'a long wait is told again and again',
    file: 'long-wait.ts',
    from: 'longWait: { ...longWait, told: true }',
    to: 'longWait: { ...longWait, since: turn.at }',
  },
  { name: 'opening hours are ignored', file: 'view.ts', from: "if (!state.open && !service.throughClosed) return 'closed';", to: '' },
  { name: 'an earlier instance is believed', file: 'step.ts', from: 'if (service.life.instance !== event.instance) return false;', to: '' },
  {
    name: 'what is left of an instance is not waited for',
    file: 'table.ts',
    from: 'if (!event.left) return ended(turn, service, next);',
    to: 'if (!event.left || event.left) return ended(turn, service, next);',
  },
  { name: 'trials out of safe mode do not get rarer', file: 'safe-mode.ts', from: 'safeMode.intervalMs * 2', to: 'safeMode.intervalMs' },
  {
    name: 'the ladder is forgotten by the next supervisor',
    file: 'initial.ts',
    from: '? standing.ladder : BOTTOM',
    to: '? BOTTOM : BOTTOM',
  },
  { name: 'a rung helps at once', file: 'ladder.ts', from: 'since + asker.plan.storm.withinMs', to: 'since + 1' },
  { name: 'a service ends before what needs it', file: 'settle.ts', from: ' && !mustOutlive(turn, now)', to: '' },
  { name: 'busy has no total', file: 'pulse.ts', from: 'Math.min(wished, since + plan.busy.totalMs)', to: 'wished' },
  {
    name: 'a reload restarts everything',
    file: 'plan-change.ts',
    from: 'digest !== next.digest || shellDigest !== next.shellDigest || service.removed',
    to: 'service !== undefined',
  },
  {
    name: 'a shell ends with its page',
    file: 'view.ts',
    from: "return service.plan.kind === 'url' && by !== 'shutdown' ? null : by;",
    to: 'return by;',
  },
  {
    name: 'an exit without its condition is a failure',
    file: 'lifecycle.ts',
    from: 'if (missing !== null) return',
    to: 'if (service === undefined) return',
  },
  {
    name: 'a start failure is tried again too soon',
    file: 'constants.ts',
    from: 'FAILED_RETRY_MS = 60_000',
    to: 'FAILED_RETRY_MS = 50_000',
  },
  {
    name: 'the supervisor exits before its services',
    file: 'settle.ts',
    from: "services.every((service) => service.life.state === 'stopped')) {",
    to: 'services.length > 0) {',
  },
  {
    name: 'the doubled wait of safe mode is forgotten by the next supervisor',
    file: 'initial.ts',
    from: 'retryAt: at + safeMode.intervalMs',
    to: 'retryAt: at + plan.safeMode.retryMs',
  },
  { name: 'a rung leaves the storm windows as they are', file: 'ladder.ts', from: 'emptyWindows(turn);', to: '' },
  { name: 'a stop has half its grace', file: 'lifecycle.ts', from: 'deadline: turn.at + graceMs', to: 'deadline: turn.at + graceMs / 2' },
  { name: 'a pause is not shown', file: 'view.ts', from: "if (state.pause !== null) return 'paused';", to: '' },
  {
    name: 'stall counting does not rest while busy',
    file: 'pulse.ts',
    from: ' || pulse.busySince !== null) return null',
    to: ') return null',
  },
  {
    name: 'missed answers end a service that has said that it is busy',
    file: 'pulse.ts',
    from: ' || (pulse.busySince !== null && pulse.deadline > at)',
    to: '',
  },
  { name: 'what multiplies is asked to end', file: 'table.ts', from: "if (limit === 'memory') askToEnd", to: 'if (allowed > 0) askToEnd' },
  {
    name: 'a limit is acted on in a pause',
    file: 'table.ts',
    from: 'if (turn.state.pause !== null || !turn.state.plan.recovers) return;',
    to: '',
  },
  {
    name: 'the hidden shell leaves the screen bare',
    file: 'view.ts',
    from: 'if (service.plan.hidden) return restOfAll(state, service.plan.after);',
    to: 'if (service.plan.hidden) return null;',
  },
  {
    name: 'the hidden shell does not cover for displays that have come to their end',
    file: 'view.ts',
    from: "rest(state, other) ?? (isFinished(other) ? 'finished' : null)",
    to: 'rest(state, other)',
  },
  {
    name: 'a stop of everything holds the hidden shell too',
    file: 'commands.ts',
    from: 'name !== null || find(state, each)?.plan.hidden !== true',
    to: "name !== '' || find(state, each) !== undefined",
  },
];

it.each(MISTAKES)('$name', async (mistake) => {
  const found = firstCaught(await plant(mistake));
  console.info(`planted: ${mistake.name}: ${found === null ? 'not caught' : `seed ${found.seed}, ${found.message}`}`);
  expect(found, `not caught within ${SEEDS} runs`).not.toBeNull();
});

function firstCaught(spoiled: Policy): { readonly seed: number; readonly message: string } | null {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const wish = { seed, hours: 3, faultsPerMs: 1 / 120_000, beatsHz: 0.5 };
    const { violation } = simulate(wish, spoiled);
    if (violation !== null && simulate(wish).violation === null) return { seed, message: violation.message };
  }
  return null;
}
