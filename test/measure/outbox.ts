/** Alerts to a server in every mood, out of a supervisor that is killed again and again: none lost, and copies only where they may be. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { MoodyServer, type Taken } from './moody-server.ts';
import type { Measure, Table } from './table.ts';

const TELLER = join(import.meta.dirname, '../fixtures/outbox-teller.ts');
/** A kill comes so long after the first alert of a life was taken in, in milliseconds, and then at the next moment that matters. */
const LONGEST_LIFE_MS = 300;
const WHOLE_MS = 600_000;

export interface Told {
  readonly kills: number;
  /** Taken in by the outbox: every one of them has to arrive. */
  readonly stored: readonly string[];
  readonly lost: readonly string[];
  /** Arrived again, with a kill between the server's answer and the next arrival. */
  readonly copies: readonly string[];
  /** Arrived again without that. */
  readonly wrongCopies: readonly string[];
  /** Receivers whose alerts came in another order than they were put in. */
  readonly disordered: readonly string[];
  readonly moods: MoodyServer['moods'];
}

/** `random`: from 0 to 1. */
export async function tellAll(alerts: number, kills: number, random: () => number): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-outbox-measure-'));
  const server = new MoodyServer(random);
  await server.open();
  const stored: string[] = [];
  const killedAt: number[] = [];
  const end = performance.now() + WHOLE_MS;
  try {
    for (let life = 0; ; life++) {
      if (performance.now() > end) throw new Error(`not all delivered within ${WHOLE_MS / 1_000} s`);
      // Alerts come over all lives, so that each kill finds some under way.
      const most = life < kills ? Math.ceil((alerts * (life + 1)) / (kills + 1)) : alerts;
      const last = await live({
        file: join(folder, 'outbox.db'),
        server,
        life,
        first: stored.length,
        most,
        stored,
        random,
        kill: life < kills,
      });
      if (last === null) break;
      killedAt.push(last);
      if (random() < 0.3) await server.restart();
    }
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return judge(stored, server, killedAt);
}

interface Life {
  readonly file: string;
  readonly server: MoodyServer;
  readonly life: number;
  readonly first: number;
  readonly most: number;
  readonly stored: string[];
  readonly random: () => number;
  readonly kill: boolean;
}

/** One supervisor, until it is killed; answers with when. Null: it has delivered everything. */
async function live({ file, server, life, first, most, stored, random, kill }: Life): Promise<number | null> {
  const args = [TELLER, file, server.port, life, first, most].map(String);
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let isDone = false;
  let killing: Promise<number> | null = null;
  const lines = createInterface({ input: child.stdout });
  const moments: Moments = { stored: () => undefined };
  lines.on('line', (line) => {
    if (line === 'done') isDone = true;
    // Before anything is under way a kill proves nothing.
    if (kill && (line.startsWith('stored ') || (line === 'ready' && first >= most))) killing ??= killSoon(child, server, moments, random);
    if (!line.startsWith('stored ')) return;
    stored.push(line.slice('stored '.length));
    moments.stored();
  });
  const read = new Promise<void>((resolve) => lines.once('close', () => resolve()));
  await Promise.all([ended, read]);
  const killedAt: number | null = await killing;
  if (!isDone && killedAt === null) throw new Error(`the program of life ${life} ended by itself`);
  return kill ? (killedAt ?? performance.now()) : null;
}

interface Moments {
  /** An alert was just taken in. */
  stored: () => void;
}

/** Half of the kills come when an alert was just taken in, which it must not cost; half when one was just answered, where a copy may come from. */
async function killSoon(child: ChildProcess, server: MoodyServer, moments: Moments, random: () => number): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const killNow = () => {
    child.kill('SIGKILL');
    resolve();
  };
  await sleep(random() * LONGEST_LIFE_MS);
  if (random() < 0.5) server.answered = killNow;
  else moments.stored = killNow;
  await Promise.race([promise, sleep(LONGEST_LIFE_MS)]);
  server.answered = () => undefined;
  child.kill('SIGKILL');
  return performance.now();
}

function judge(stored: readonly string[], { taken, moods }: MoodyServer, killedAt: readonly number[]): Told {
  const copies: string[] = [];
  const wrongCopies: string[] = [];
  const seen = new Map<string, Taken>();
  for (const one of taken) {
    const before = seen.get(one.id);
    seen.set(one.id, one);
    if (before === undefined) continue;
    const isAllowed = killedAt.some((at) => at >= before.answeredAt - 1 && at <= one.arrivedAt + 1);
    (isAllowed ? copies : wrongCopies).push(one.id);
  }
  const disordered = ['one', 'two'].filter((receiver) => {
    const places = taken.filter((one) => one.receiver === receiver).map(({ id }) => placeOf(id));
    return places.some((place, index) => place < (places[index - 1] ?? 0));
  });
  return { kills: killedAt.length, stored, lost: stored.filter((id) => !seen.has(id)), copies, wrongCopies, disordered, moods };
}

/** Of an alert among all of them, from its id, which is `LIFE.NUMBER`. */
function placeOf(id: string): number {
  const [life = Number.NaN, number = Number.NaN] = id.split('.').map(Number);
  return life * 1e6 + number;
}

export const measure: Measure = {
  name: 'outbox',
  title: 'Alerts to a server in every mood, out of a supervisor that is killed',
  async run({ short }): Promise<Table> {
    const told = await tellAll(short ? 100 : 1_000, short ? 5 : 50, Math.random);
    const { stored, kills, lost, copies, wrongCopies, disordered, moods } = told;
    return {
      wanted: 'none lost; a copy only where a kill fell between the answer and its record; in order',
      met: lost.length === 0 && wrongCopies.length === 0 && disordered.length === 0,
      columns: ['alerts', 'kills', 'lost', 'copies at a kill', 'other copies', ...Object.keys(moods)],
      rows: [[stored.length, kills, lost.length, copies.length, wrongCopies.length, ...Object.values(moods)].map(String)],
      notes: [
        'Two webhooks on one server, which takes alerts, answers 429 or 500, says nothing and breaks off, or is restarted, at random. The program with the outbox and the delivery is ended by SIGKILL, half of the times right when an alert was taken in, half when the server has answered one. Alerts count from the moment in which the outbox has taken them in.',
        ...[...lost, ...wrongCopies].slice(0, 5),
      ],
    };
  },
};
