/** The search's worker thread. `search.ts` has the theory. */
import { parentPort, workerData } from 'node:worker_threads';
import { followLines } from './following.ts';
import type { FromWorker, SearchSettings, ToWorker } from './messages.ts';
import { findPage, type Wanted } from './page.ts';

/** What is found within this time is the answer, in milliseconds; with the way there and back it takes less than 500. */
const BUDGET_MS = 400;

const port = parentPort;
if (!port) throw new Error('electron/log/search/worker.ts runs as a worker thread only');
const { folder }: SearchSettings = workerData;
const tell = (message: FromWorker) => port.postMessage(message);
const followers = new Map<number, AbortController>();
/** One search at a time: the next begins with the whole of its time. */
let searching = Promise.resolve();

/** What a disk does is told; anything else is a bug and ends the worker. */
async function attempt(id: number, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    tell({ type: 'failed', id, reason: error.message });
  }
}

async function search(id: number, wanted: Wanted): Promise<void> {
  const end = performance.now() + BUDGET_MS;
  tell({ type: 'page', id, page: await findPage(folder, wanted, () => performance.now() > end) });
}

port.on('message', (message: ToWorker) => {
  const { id } = message;
  if (message.type === 'search') searching = searching.then(() => attempt(id, () => search(id, message.wanted)));
  else if (message.type === 'leave') followers.get(id)?.abort();
  else {
    const controller = new AbortController();
    followers.set(id, controller);
    const follow = () => followLines(folder, message.followed, (lines) => tell({ type: 'lines', id, lines }), controller.signal);
    void attempt(id, follow).finally(() => followers.delete(id));
  }
});
