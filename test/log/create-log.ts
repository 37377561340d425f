/** A log that takes output already. */
import { type LogOptions, type LogPort, openLog, startThread } from '../../electron/log/log.ts';

export async function createLog(options: LogOptions, worker?: URL): Promise<LogPort> {
  const log = openLog(options, startThread(worker));
  try {
    await log.ready();
    return log;
  } catch (cause) {
    await log.close();
    throw cause;
  }
}
