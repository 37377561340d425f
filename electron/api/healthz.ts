/** What a load balancer or a watchdog asks: is it all right? (contract 7) */
import type { Snapshot } from '../supervisor/snapshot.ts';

/**
 * 503 when health is `error` or `fatal`, or in safe mode. While paused or closed it is 200 whatever the health: somebody is
 * working on it, or nobody is there.
 */
export function healthzStatus({ state, health }: Pick<Snapshot, 'state' | 'health'>): 200 | 503 {
  if (state === 'paused' || state === 'closed') return 200;
  return state === 'safe-mode' || health === 'error' || health === 'fatal' ? 503 : 200;
}
