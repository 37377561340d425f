/**
 * Sends values one after the other and only ever the newest: while one is on its way, what comes meanwhile replaces what waits. So a
 * slider that is drawn along sends as fast as it is answered, and always ends at the last value.
 */
export function latest<T>(send: (value: T) => Promise<void>): (value: T) => void {
  let waiting: { readonly value: T } | null = null;
  let busy = false;
  async function run(): Promise<void> {
    busy = true;
    while (waiting !== null) {
      const { value } = waiting;
      waiting = null;
      await send(value);
    }
    busy = false;
  }
  return (value) => {
    waiting = { value };
    if (!busy) void run();
  };
}
