/** A log that takes output already. */
import { type LogOptions, type LogPort, openLog } from '../../electron/log/log.ts';

export async function createLog(options: LogOptions, worker?: URL): Promise<LogPort> {
  const log = openLog(options, worker);
  try {
    await log.ready();
    return log;
  } catch (cause) {
    await log.close();
    throw cause;
  }
}
