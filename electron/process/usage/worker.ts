/** The usage worker: a thread that looks at what services use. `usage.ts` has the theory. */
import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './messages.ts';
import { Watch } from './watch.ts';

const port = parentPort;
if (!port) throw new Error('electron/process/usage/worker.ts runs as a worker thread only');
const tell = (message: FromWorker) => port.postMessage(message);
const watch = new Watch((over) => tell({ type: 'over-limit', over }));

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'begin':
      return watch.begin(message.watched);
    case 'end':
      return watch.end(message.service, message.instance);
    case 'ask':
      return tell({ type: 'answer', question: message.question, samples: watch.samples(message.service) });
  }
});
