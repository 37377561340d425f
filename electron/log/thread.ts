/** The log's thread before it knows what to do: it takes a tenth of a second to start, which waits neither for the supervisor's program nor for the exhibit file. */
import { Worker } from 'node:worker_threads';
import { workerFile } from './worker-file.ts';

export interface LogThread {
  /** Its program, for another one when this has died. */
  readonly file: URL;
  /** Holds up nobody's end until the log is opened. */
  readonly worker: Worker;
}

export function startThread(file: URL = workerFile): LogThread {
  const worker = workerOf(file);
  worker.unref();
  return { file, worker };
}

/** Node would close descriptors a second time that the worker's sockets have closed already, and hit somebody else's. */
export function workerOf(file: URL): Worker {
  return new Worker(file, { trackUnmanagedFds: false });
}
