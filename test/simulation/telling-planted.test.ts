/** The judge would notice: each of these mistakes, planted in the policy of telling, is caught in a run in which the policy as it is makes none. */
import path from 'node:path';
import { expect, it } from 'vitest';
import { type Planted, spoiled } from './planted.ts';
import { type Telling, telling } from './telling/policy.ts';
import { live } from './telling/week.ts';

/** Runs to look through for one in which the mistake shows. */
const SEEDS = 50;
const FOLDER = path.resolve(import.meta.dirname, '../../electron/alert/policy');

const MISTAKES: readonly Planted[] = [
  { name: 'everything is told at once', file: 'settle.ts', from: 'urgent || flapping ||', to: 'urgent || !flapping ||' },
  { name: 'what lasts is never told', file: 'settle.ts', from: '|| flapping || fact.at >=', to: '|| flapping || fact.at >= 1e15 +' },
  {
    name: 'a second restart is as quiet as the first',
    file: 'happened.ts',
    from: 'fact.at - before <= withinMs',
    to: 'fact.at - before < 0 * withinMs',
  },
  {
    name: 'every restart is a second one',
    file: 'happened.ts',
    from: 'return before !== undefined &&',
    to: 'return before === undefined ||',
  },
  {
    name: 'a rung is not told',
    file: 'happened.ts',
    from: "if (alert.rung === 'safe-mode') return;",
    to: "if (alert.rung !== 'reboot') return;",
  },
  {
    name: 'safe mode is not told',
    file: 'happened.ts',
    from: '...plain(alert), weight: WEIGHT.last, ...texts.safeMode',
    to: '...plain(alert), weight: 0, ...texts.safeMode',
  },
  {
    name: 'the end of safe mode is not told',
    file: 'happened.ts',
    from: 'if (trouble !== undefined) well(turn, trouble, how, by);',
    to: 'if (trouble === null) return;',
  },
  { name: 'the cooldown is forgotten', file: 'memory.ts', from: 'if (told === undefined ||', to: 'if (told !== undefined ||' },
  {
    name: 'what was told in the cooldown is told at its end though it is over',
    file: 'trouble.ts',
    from: '  status.since = null;\n}',
    to: '  if (status.told) status.since = null;\n}',
  },
  {
    name: 'the same status is told twice',
    file: 'settle.ts',
    from: 'for (const status of [...due, ...besides]) status.told = true;',
    to: '',
  },
  { name: 'the end is believed at once', file: 'settle.ts', from: ': settings.quietForMs);', to: ': 0);' },
  { name: 'the end is never told', file: 'settle.ts', from: 'else draft(turn, clear, told);', to: '' },
  {
    name: 'the end is told to those who want such a level',
    file: 'settle.ts',
    from: 'else draft(turn, clear, told);',
    to: "else draft(turn, clear, addressees(kind, 'info', settings));",
  },
  { name: 'a pause is not respected', file: 'turn.ts', from: "if (paused) return 'paused';", to: '' },
  {
    name: 'opening hours are not respected',
    file: 'turn.ts',
    from: "return closed ? 'closed' : null;",
    to: 'return closed ? null : null;',
  },
  { name: 'a pause never ends', file: 'happened.ts', from: 'turn.state.paused = false;', to: 'turn.state.closed = true;' },
  {
    name: 'an end in a pause is forgotten',
    file: 'settle.ts',
    from: 'if (silence(state) !== null) return;',
    to: 'if (silence(state) !== null) trouble.raisedTo = [];',
  },
  {
    name: 'each trouble is told on a thread of its own each time',
    file: 'trouble.ts',
    from: 'const { thread, service, incident } = trouble;',
    to: "const { service, incident } = trouble;\n  const thread = trouble.thread + '-' + status.name;",
  },
  {
    name: 'the next supervisor forgets what was raised',
    file: 'life.ts',
    from: 'state.stopping = false;',
    to: 'state.stopping = false;\n  state.troubles = [];',
  },
  { name: 'the next supervisor believes what was well before', file: 'life.ts', from: '    notWell(trouble);\n', to: '' },
  {
    name: 'the next supervisor reads times of another clock',
    file: 'life.ts',
    from: 'const moved = (moment: number) => moment + by;',
    to: 'const moved = (moment: number) => moment + 0 * by;',
  },
  {
    name: 'a crash of the supervisor is told as any start',
    file: 'life.ts',
    from: "how === 'power' || how === 'crash'",
    to: "how === 'power'",
  },
  {
    name: 'a service that does not run is still ill',
    file: 'seen.ts',
    from: '    hide(turn, trouble);\n    if (service.state',
    to: '    if (service.state',
  },
  {
    name: 'health is not told',
    file: 'seen.ts',
    from: "status === 'healthy' || status === 'unknown' ? null",
    to: "status !== 'warning' ? null",
  },
  {
    name: 'a wait ends only with the service running',
    file: 'seen.ts',
    from: "if (service.state !== 'waiting' || what === 'service' || what === 'shell') well",
    to: "if (service.state === 'failed') well",
  },
  {
    name: 'what the ladder was climbed for is over as soon as it runs',
    file: 'settle.ts',
    from: 'state.ladder === service;',
    to: 'state.ladder === key;',
  },
  { name: 'flapping is believed to be over each time', file: 'memory.ts', from: 'const FLAPS = 6;', to: 'const FLAPS = 1e9;' },
  {
    name: 'the time that it asks for is never right',
    file: 'settle.ts',
    from: 'return Number.isFinite(soonest) ? soonest : null;',
    to: 'return null;',
  },
];

it.each(MISTAKES)('$name', async (mistake) => {
  const planted: Telling = await import(/* @vite-ignore */ await spoiled(mistake, FOLDER));
  const found = firstCaught(planted);
  console.info(`planted: ${mistake.name}: ${found === null ? 'not caught' : `seed ${found.seed}, ${found.message}`}`);
  expect(found, `not caught within ${SEEDS} runs`).not.toBeNull();
});

function firstCaught(planted: Telling): { readonly seed: number; readonly message: string } | null {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const life = { seed, hours: 2, everyMs: 120_000 };
    const { violation } = live(life, planted);
    if (violation !== null && live(life, telling).violation === null) return { seed, message: violation.message };
  }
  return null;
}
