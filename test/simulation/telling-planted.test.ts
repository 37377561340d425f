/** The judge would notice: each of these mistakes, planted in the policy of telling, is caught in a run in which the policy as it is makes none. */
import path from 'node:path';
import { expect, it } from 'vitest';
import { type Planted, spoiled } from './planted.ts';
import { type Telling, telling } from './telling/policy.ts';
import { live } from './telling/week.ts';

/**
 * Where a mistake has moved out of the run that is named with it, others are looked through, which takes a minute; what it says then is
 * the seed to name.
 */
const SEEDS = 80;
const FOLDER = path.resolve(import.meta.dirname, '../../electron/alert/policy');

/** `seed`: of a run in which it shows. */
const MISTAKES: readonly (Planted & { readonly seed: number })[] = [
  { seed: 1, name: 'everything is told at once', file: 'settle.ts', from: 'urgent || flapping ||', to: 'urgent || !flapping ||' },
  {
    seed: 1,
    name: 'what lasts is never told',
    file: 'settle.ts',
    from: '|| flapping || fact.at >=',
    to: '|| flapping || fact.at >= 1e15 +',
  },
  {
    seed: 1,
    name: 'a second restart is as quiet as the first',
    file: 'happened.ts',
    from: 'fact.at - before <= withinMs',
    to: 'fact.at - before < 0 * withinMs',
  },
  {
    seed: 1,
    name: 'every restart is a second one',
    file: 'happened.ts',
    from: 'return before !== undefined &&',
    to: 'return before === undefined ||',
  },
  {
    seed: 3,
    name: 'a rung is not told',
    file: 'happened.ts',
    from: "if (alert.rung === 'safe-mode') return;",
    to: "if (alert.rung !== 'reboot') return;",
  },
  {
    seed: 1,
    name: 'safe mode is not told',
    file: 'happened.ts',
    from: '...plain(alert), weight: WEIGHT.last, ...texts.safeMode',
    to: '...plain(alert), weight: 0, ...texts.safeMode',
  },
  {
    seed: 1,
    name: 'the end of safe mode is not told',
    file: 'happened.ts',
    from: 'if (trouble !== undefined) well(turn, trouble, how, by);',
    to: 'if (trouble === null) return;',
  },
  {
    seed: 3,
    name: 'the cooldown is forgotten',
    file: 'memory.ts',
    from: 'if (told === undefined ||',
    to: 'if (told === undefined || told.at > 0 ||',
  },
  {
    seed: 1,
    name: 'what was told in the cooldown is told at its end though it is over',
    file: 'trouble.ts',
    from: '  status.since = null;\n}',
    to: '  if (status.told) status.since = null;\n}',
  },
  {
    seed: 1,
    name: 'the same status is told twice',
    file: 'settle.ts',
    from: 'for (const status of [...due, ...besides]) status.told = true;',
    to: '',
  },
  { seed: 1, name: 'the end is believed at once', file: 'settle.ts', from: ': settings.quietForMs);', to: ': 0);' },
  { seed: 1, name: 'the end is never told', file: 'settle.ts', from: 'else draft(turn, clear, told);', to: '' },
  {
    seed: 1,
    name: 'the end is told to those who want such a level',
    file: 'settle.ts',
    from: 'else draft(turn, clear, told);',
    to: "else draft(turn, clear, addressees(kind, 'info', settings));",
  },
  { seed: 12, name: 'a pause is not respected', file: 'turn.ts', from: "if (paused) return 'paused';", to: '' },
  {
    seed: 1,
    name: 'opening hours are not respected',
    file: 'turn.ts',
    from: "return closed ? 'closed' : null;",
    to: 'return closed ? null : null;',
  },
  {
    seed: 4,
    name: 'opening hours end with safe mode',
    file: 'seen.ts',
    from: 'state.closed = !snapshot.open;',
    to: "state.closed = snapshot.state === 'closed';",
  },
  { seed: 13, name: 'a pause never ends', file: 'happened.ts', from: 'turn.state.paused = false;', to: 'turn.state.closed = true;' },
  {
    seed: 1,
    name: 'an end in a pause is forgotten',
    file: 'settle.ts',
    from: 'if (silence(state) !== null) return;',
    to: 'if (silence(state) !== null) trouble.raisedTo = [];',
  },
  {
    seed: 1,
    name: 'each trouble is told on a thread of its own each time',
    file: 'trouble.ts',
    from: 'const { thread, service, incident } = trouble;',
    to: "const { service, incident } = trouble;\n  const thread = trouble.thread + '-' + status.name;",
  },
  {
    seed: 4,
    name: 'the next supervisor forgets what was raised',
    file: 'life.ts',
    from: 'state.stopping = false;',
    to: 'state.stopping = false;\n  state.troubles = [];',
  },
  { seed: 12, name: 'the next supervisor believes what was well before', file: 'life.ts', from: '    notWell(trouble);\n', to: '' },
  {
    seed: 19,
    name: 'the next supervisor reads times of another clock',
    file: 'life.ts',
    from: 'const moved = (moment: number) => moment + by;',
    to: 'const moved = (moment: number) => moment + 0 * by;',
  },
  {
    seed: 7,
    name: 'a crash of the supervisor is told as any start',
    file: 'life.ts',
    from: "how === 'power' || how === 'crash'",
    to: "how === 'power'",
  },
  {
    seed: 43,
    name: 'a service that does not run is still ill',
    file: 'seen.ts',
    from: '    hide(turn, trouble);\n    if (service.state',
    to: '    if (service.state',
  },
  {
    seed: 5,
    name: 'health is not told',
    file: 'seen.ts',
    from: "status === 'healthy' || status === 'unknown' ? null",
    to: "status !== 'warning' ? null",
  },
  {
    seed: 9,
    name: 'a wait ends only with the service running',
    file: 'seen.ts',
    from: "if (service.state !== 'waiting' || what === 'service' || what === 'shell') well",
    to: "if (service.state === 'failed') well",
  },
  {
    seed: 1,
    name: 'what the ladder was climbed for is over as soon as it runs',
    file: 'settle.ts',
    from: 'state.ladder === service;',
    to: 'state.ladder === key;',
  },
  { seed: 26, name: 'flapping is believed to be over each time', file: 'memory.ts', from: 'const FLAPS = 6;', to: 'const FLAPS = 1e9;' },
  {
    seed: 1,
    name: 'the time that it asks for is never right',
    file: 'settle.ts',
    from: 'return Number.isFinite(soonest) ? soonest : null;',
    to: 'return null;',
  },
];

it.each(MISTAKES)('$name', async (mistake) => {
  const planted: Telling = await import(/* @vite-ignore */ await spoiled(mistake, FOLDER));
  const found = firstCaught(planted, mistake.seed);
  console.info(`planted: ${mistake.name}: ${found === null ? 'not caught' : `seed ${found.seed}, ${found.message}`}`);
  expect(found, `not caught within ${SEEDS} runs`).not.toBeNull();
});

function firstCaught(planted: Telling, known: number): { readonly seed: number; readonly message: string } | null {
  for (const seed of [known, ...Array.from({ length: SEEDS }, (_, place) => place + 1)]) {
    const life = { seed, hours: 2, everyMs: 120_000 };
    const { violation } = live(life, planted);
    if (violation !== null && live(life, telling).violation === null) return { seed, message: violation.message };
  }
  return null;
}
