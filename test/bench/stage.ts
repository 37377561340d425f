/** All peers of a comparison side by side, each in a folder of its own; whatever happens, all of them are ended. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stamps } from '../measure/stamps.ts';
import { endAll } from './cost/rig.ts';
import type { Child, Peer, RunningPeer } from './peer.ts';

/** What is started under a peer, and hears from. */
export interface Stage {
  readonly stamps: Stamps;
  /** For the environment of children that stamp. */
  readonly environment: Readonly<Record<string, string>>;
  /** Starts the peer in a new folder; it is ended with the stage, or before. */
  start(peer: Peer, children: readonly Child[]): Promise<RunningPeer>;
}

export async function onStage<T>(use: (stage: Stage) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'inv-bench-'));
  const socket = join(folder, 'measure.sock');
  const stamps = await Stamps.listen(socket);
  const started: Pick<RunningPeer, 'end'>[] = [];
  async function start(peer: Peer, children: readonly Child[]): Promise<RunningPeer> {
    const own = join(folder, `${peer.name}-${started.length}`);
    mkdirSync(own);
    const running = await peer.start(own, children);
    let ended: Promise<void> | null = null;
    const end = () => {
      ended ??= running.end();
      return ended;
    };
    started.push({ end });
    return { ...running, end };
  }
  try {
    return await use({ stamps, environment: { MEASURE_SOCKET: socket }, start });
  } finally {
    await endAll(started).finally(() => {
      stamps.close();
      rmSync(folder, { recursive: true, force: true });
    });
  }
}
