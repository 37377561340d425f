/**
 * Tells when the network is back, for those who could not be told: then they are tried at once, however long their wait still is. It
 * looks only while there are such, once a second (0.04 % of a core).
 */
import { type RouteTables, watchNetwork } from '../session/network.ts';
import type { Watch } from '../session/watch.ts';

export interface NetworkBack {
  /** A receiver could not be told, or could be again. */
  trouble(receiver: string, isTroubled: boolean): void;
  close(): void;
}

/** `read`: for tests. */
export function createNetworkBack(back: () => void, read?: () => RouteTables): NetworkBack {
  const troubled = new Set<string>();
  let watch: Watch | null = null;

  function begin(): Watch {
    let wasThere = true;
    return watchNetwork(
      null,
      ({ holds }) => {
        if (holds && !wasThere) back();
        wasThere = holds;
      },
      read,
    );
  }
  function end(): void {
    watch?.close();
    watch = null;
  }

  return {
    trouble(receiver, isTroubled) {
      if (isTroubled) troubled.add(receiver);
      else troubled.delete(receiver);
      if (troubled.size === 0) end();
      else watch ??= begin();
    },
    close: end,
  };
}
