/** Where this room tells what is nobody's event: an oddity of the machine, for the supervisor's log. */
export type Log = (level: 'info' | 'warning' | 'error', message: string) => void;

/** A log that says everything once: what comes back at each start of a service is no news. */
export function onlyOnce(log: Log): Log {
  const said = new Set<string>();
  return (level, message) => {
    if (said.has(message)) return;
    said.add(message);
    log(level, message);
  };
}
