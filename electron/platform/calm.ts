/** So long, in milliseconds, services that begin have the processor to themselves; then come threads that nobody waits for. */
export const CALM_MS = 2_000;
