/**
 * From SIGKILL to the first instruction of the process that takes the place of the killed one, as test/measure/respawn.ts measures it,
 * for every supervisor at the same time: each looks after the same three programs, and all of them are killed in turn.
 *
 * Whoever restarts at once does so only with what has run for a while (Invigil, runit and s6 for a second, after which Invigil wants
 * another one to have passed well): each program is left alone that long before it is killed again.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../../electron/platform/clock.ts';
import { percentile } from '../../measure/spread.ts';
import type { Program } from '../../measure/stamps.ts';
import type { Measure, Table } from '../../measure/table.ts';
import { compiled } from '../../support/compile.ts';
import { present } from '../cost/present.ts';
import type { Child, Peer, PeerName } from '../peer.ts';
import { PEERS } from '../peers/index.ts';
import { onStage } from '../stage.ts';
import { comparison, type Row, standings } from './comparison.ts';

const STEADY_MS = 2_500;
const WANTED_TIMES = 1.5;
/** Of the issue that this measure answers: those that Invigil is to be ahead of. */
const BEHIND: readonly PeerName[] = ['pm2', 'supervisord', 's6', 'systemd', 'monit'];

const TARGETS = ['c', 'python', 'wrapped'] as const;
type Target = (typeof TARGETS)[number];

const WORDS: Readonly<Record<Target, string>> = {
  c: 'a static C program',
  python: 'a Python program',
  wrapped: 'the C child of a `sh -c` wrapper',
};

/** The program of this name under a peer, which stamps its start as `PEER.TARGET`. */
function child(peer: Peer, target: Target, environment: Readonly<Record<string, string>>): Child {
  const program = compiled('stamped', ['-static']);
  const name = `${peer.name}.${target}`;
  const commands: Readonly<Record<Target, Child['command']>> = {
    c: [program, name],
    python: [interpreter(), join(import.meta.dirname, '../../fixtures/stamped.py'), name],
    wrapped: ['/bin/sh', '-c', `${program} ${name}; exit 1`],
  };
  return { name: target, command: commands[target], environment };
}

/** Python itself: what stands in PATH may be a script that looks for it. */
function interpreter(): string {
  return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
}

interface Victim {
  readonly peer: Peer;
  readonly target: Target;
  program: Program;
  readonly times: number[];
}

/** Whoever looks at its programs at fixed times would else be asked at fixed times too. */
function shuffled<T>(some: readonly T[]): T[] {
  return some
    .map((each) => ({ each, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ each }) => each);
}

/** Kills each program of each peer so often, in turn. Throws when one does not come back. */
export async function respawns(peers: readonly Peer[], kills: number): Promise<readonly Victim[]> {
  return onStage(async ({ stamps, environment, start }) => {
    const victims: Victim[] = [];
    for (const peer of peers) {
      const first = TARGETS.map((target) => stamps.next(`${peer.name}.${target}`));
      await start(
        peer,
        TARGETS.map((target) => child(peer, target, environment)),
      );
      for (const [place, program] of (await Promise.all(first)).entries()) {
        const target = TARGETS[place];
        if (target !== undefined) victims.push({ peer, target, program, times: [] });
      }
    }
    for (let kill = 0; kill < kills; kill++) {
      for (const victim of shuffled(victims)) victim.times.push(await respawned(victim));
    }
    return victims;

    async function respawned(victim: Victim): Promise<number> {
      await sleep(Math.max(0, victim.program.startedMs + STEADY_MS - monotonicMs()));
      const next = stamps.next(victim.program.name);
      const killedMs = monotonicMs();
      process.kill(victim.program.pid, 'SIGKILL');
      victim.program = await next;
      return victim.program.startedMs - killedMs;
    }
  });
}

export const respawn: Measure = {
  name: 'respawn',
  title: "SIGKILL to the new process's first instruction",
  async run({ short }): Promise<Table> {
    const { peers, versions, missing } = present(PEERS);
    const victims = await respawns(peers, short ? 3 : 60);
    const rows = victims
      .toSorted((a, b) => TARGETS.indexOf(a.target) - TARGETS.indexOf(b.target))
      .map(({ peer, target, times }): Row => ({ peer, group: WORDS[target], times }));
    const median = (name: PeerName) => {
      const found = victims.find(({ peer, target }) => peer.name === name && target === 'c');
      return found === undefined ? Number.POSITIVE_INFINITY : percentile(found.times, 50);
    };
    const ours = median('invigil');
    return {
      wanted: `for the C program under ${WANTED_TIMES} times bare Node in the median, and ahead of pm2, supervisord, s6, systemd and monit`,
      met: ours < WANTED_TIMES * median('node') && BEHIND.every((name) => ours < median(name)),
      ...comparison('killed', rows),
      notes: [
        ...standings(rows),
        'The killer reads the clock right before `kill(2)`, the new process as its first statement. All of them run side by side and are killed in turn, in another order each time, each after at least 2.5 s of its life.',
        'Each as its documents advise for restart at once. Invigil: no wait before a first restart (its default). pm2: default. supervisord: it looks once a second, and nothing makes that faster. runit, s6: a `run` script that becomes the program; s6 restarts at once what has said that it is ready, which the script says for it, and else after a second. systemd: `RestartSec=0`, no start limit. monit: a cycle of 1 s, the shortest there is.',
        `${versions}.`,
        ...missing,
      ],
    };
  },
};
