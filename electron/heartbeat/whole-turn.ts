import { setImmediate as nextTurn } from 'node:timers/promises';

/** Whatever had arrived before the call is read by the time this resolves. */
export async function wholeTurn(): Promise<void> {
  // The first turn may already be past its reading of sockets; the second one is whole.
  await nextTurn();
  await nextTurn();
}
