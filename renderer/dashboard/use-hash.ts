/** The address as what is shown follows it. */
import { useSyncExternalStore } from 'react';

/** The same view seen otherwise: no step back leads to how it was before. */
export function replaceAddress(to: string): void {
  history.replaceState(null, '', to);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

/** The part of the address behind and with `#`. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}
