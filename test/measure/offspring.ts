/**
 * What the others notice of a service that multiplies: one whose grandchildren come and go all the time, and a fork bomb whose
 * `limits.processes` is 200. Two services beat five times a second, and a third one is killed again and again and has to come
 * back: first beside nothing, for comparison.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../electron/platform/clock.ts';
import { findMarked } from '../../electron/process/marked.ts';
import { CONTROL_MARK } from '../../electron/process/sweep.ts';
import { living } from '../process/bench.ts';
import { compiled } from '../support/compile.ts';
import { Bundled } from './bundled.ts';
import { SPREAD_COLUMNS, spreadCells } from './spread.ts';
import { Stamps } from './stamps.ts';
import type { Measure, Table } from './table.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const LOOK_MS = 100;
/** `storm.within` of the killed one, and the time that its judge may take to hear of it: before that it is not back at once. */
const STEADY_MS = 1_000 + 200;
/** What has to be gone is. */
const GONE_WITHIN_MS = 2_000;

const GRANDCHILDREN_A_MINUTE = 5_000;
/** A bomb that nobody stops would take the machine with it; this one is content with so many. */
const BOMB_MOST = 5_000;
const BOMB_LIMIT = 200;

const STEADY = ['left', 'right'] as const;
const TROUBLES = ['quiet', 'grandchildren', 'bomb'] as const;
type Trouble = (typeof TROUBLES)[number];

const WORDS: Readonly<Record<Trouble, string>> = {
  quiet: 'nothing, for comparison',
  grandchildren: `${GRANDCHILDREN_A_MINUTE} grandchildren a minute`,
  bomb: `a fork bomb, again after 1 s each time`,
};

function exhibit(folder: string): string {
  const beat = JSON.stringify([process.execPath, join(FIXTURES, 'beat-zmq.mjs'), '--interval', '200']);
  const steady = STEADY.map(
    (name) => `[service.${name}]\ncommand = ${beat}\nheartbeat = { kind = "zmq", interval = "200ms", timeout = "5s" }\n`,
  );
  const killed = `[service.killed]
command = ${JSON.stringify([compiled('stamped', ['-static']), 'killed'])}
heartbeat = { kind = "notify", timeout = "1h", stall = "2h" }
storm = { restarts = 1000, within = "1s" }
`;
  const family = [compiled('awkward', ['-pthread']), join(folder, 'family'), 'brood', `${GRANDCHILDREN_A_MINUTE}`];
  const grandchildren = `[service.grandchildren]\ncommand = ${JSON.stringify(family)}\nlimits = { processes = ${BOMB_LIMIT} }\n`;
  const bomb = `[service.bomb]
command = ${JSON.stringify([compiled('multiply'), 'sessions', `${BOMB_MOST}`])}
limits = { processes = ${BOMB_LIMIT} }
escalate = "service"
backoff = { first = "1s", then = "1s", factor = 1, max = "1s" }
storm = { restarts = 1000, within = "1h" }
`;
  return [...steady, killed, grandchildren, bomb].join('');
}

export interface Beside {
  readonly trouble: Trouble;
  /** SIGKILL to the first instruction of the next process, of each kill. */
  readonly respawnMs: readonly number[];
  readonly longestSilenceMs: number;
  /** Of the services that beat. */
  readonly restarts: number;
  /** Of the troublemaker. */
  readonly ownRestarts: number;
  /** Of the troublemaker, two seconds after it was stopped. */
  readonly left: number;
}

/** So many seconds beside each trouble. */
export async function offspring(seconds: number): Promise<readonly Beside[]> {
  const running = new Bundled('');
  running.write(exhibit(running.folder));
  const socket = join(running.folder, 'measure.sock');
  running.environment['MEASURE_SOCKET'] = socket;
  const stamps = await Stamps.listen(socket);
  try {
    const first = stamps.next('killed');
    await running.start();
    await running.command('stop', { service: 'grandchildren' });
    await running.command('stop', { service: 'bomb' });
    let program = await first;
    const seen: Beside[] = [];
    for (const trouble of TROUBLES) {
      await running.until('the services beat', async () => {
        const steady = await Promise.all(STEADY.map((name) => running.service(name)));
        return steady.every(({ state }) => state === 'running');
      });
      const before = await restarts(running);
      if (trouble !== 'quiet') await running.command('start', { service: trouble });
      const silence = watchSilence(running);
      const respawnMs: number[] = [];
      const endMs = monotonicMs() + seconds * 1000;
      while (monotonicMs() < endMs) {
        await sleep(Math.max(0, program.startedMs + STEADY_MS - monotonicMs()));
        const next = stamps.next('killed');
        const killedMs = monotonicMs();
        process.kill(program.pid, 'SIGKILL');
        program = await next;
        respawnMs.push(program.startedMs - killedMs);
      }
      const longestSilenceMs = await silence.end();
      const after = await restarts(running);
      const left = trouble === 'quiet' ? 0 : await stopped(running, trouble);
      const more = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
      const others = STEADY.reduce((sum, name) => sum + more(name), 0);
      seen.push({ trouble, respawnMs, longestSilenceMs, restarts: others, ownRestarts: more(trouble), left });
    }
    return seen;
  } finally {
    await running.remove();
    stamps.close();
  }
}

async function restarts(running: Bundled): Promise<Map<string, number>> {
  return new Map((await running.status()).services.map((service) => [service.name, service.restarts]));
}

/** The longest time for which one of the services that beat was silent, as the supervisor saw it. */
function watchSilence(running: Bundled): { end(): Promise<number> } {
  let longest = 0;
  let ended = false;
  async function watch(): Promise<number> {
    while (!ended) {
      for (const name of STEADY) longest = Math.max(longest, (await running.service(name)).last_beat_ms ?? 0);
      await sleep(LOOK_MS);
    }
    return longest;
  }
  const watching = watch();
  return {
    end() {
      ended = true;
      return watching;
    },
  };
}

/** Stops the service; how many of its processes are there two seconds later. */
async function stopped(running: Bundled, service: string): Promise<number> {
  await running.command('stop', { service });
  await running.until(`${service} is stopped`, async () => (await running.service(service)).state === 'stopped');
  const find = () => living([...findMarked([`${CONTROL_MARK}=${running.socket}`, `INVIGIL_SERVICE=${service}`])]);
  for (const endMs = monotonicMs() + GONE_WITHIN_MS; find().length > 0 && monotonicMs() < endMs; ) await sleep(LOOK_MS);
  return find().length;
}

export const measure: Measure = {
  name: 'offspring',
  title: 'What others notice of a service that multiplies',
  async run({ short }): Promise<Table> {
    const seconds = short ? 5 : 60;
    const all = await offspring(seconds);
    return {
      wanted: 'others keep their promises (no restart, the killed one is always back), and nothing is left of it when it is stopped',
      met: all.every((each) => each.restarts === 0 && each.left === 0 && each.respawnMs.length > 0),
      columns: [
        'beside',
        'its restarts',
        'left of it',
        'restarts of others',
        'longest silence ms',
        ...SPREAD_COLUMNS.map((name) => `respawn ${name}`),
      ],
      rows: all.map((each) => [
        WORDS[each.trouble],
        ...[each.ownRestarts, each.left, each.restarts, Math.round(each.longestSilenceMs)].map(String),
        ...spreadCells(each.respawnMs),
      ]),
      notes: [
        `${seconds} s each. Two services beat every 200 ms over ZeroMQ and may be silent for 5 s; the silence is looked at every ${LOOK_MS} ms. Respawn: of a static C program beside them, from SIGKILL to the first instruction of the next process.`,
        `Grandchildren: each runs \`true\`. The bomb: each process forks as fast as it can, every one in a session of its own, until ${BOMB_MOST} have been made, so that this machine survives a supervisor that fails; \`limits.processes\` is ${BOMB_LIMIT}. No cgroup.`,
      ],
    };
  },
};
