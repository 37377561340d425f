/** What each kind of heartbeat gives to the room's main module for one instance. */
export interface Listener {
  /** What the instance's environment gets from this kind alone. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves when what had arrived before the call was dispatched; gives up at `deadline` (of `performance.now()`). */
  drain(deadline: number): Promise<void>;
  close(): void;
}
