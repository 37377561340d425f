/** Which peers are on this machine: a table says of the others what is missing. */
import { messageOf } from '../../../electron/platform/errors.ts';
import type { Peer } from '../peer.ts';

export interface Present {
  readonly peers: readonly Peer[];
  /** `pm2 7.0.4, runit 2.1.2` */
  readonly versions: string;
  /** A sentence for each that is not here. */
  readonly missing: readonly string[];
}

export function present(all: readonly Peer[]): Present {
  const peers: Peer[] = [];
  const versions: string[] = [];
  const missing: string[] = [];
  for (const peer of all) {
    try {
      versions.push(`${peer.title} ${peer.version()}`);
      peers.push(peer);
    } catch (error) {
      missing.push(`Left out: ${peer.title}. ${messageOf(error)}`);
    }
  }
  return { peers, versions: versions.join(', '), missing };
}
