/** Every floor and supervisor that is compared, in the order of the tables. */
import type { Peer } from '../peer.ts';
import { cLoop } from './c-loop.ts';
import { invigil } from './invigil.ts';
import { monit } from './monit.ts';
import { node } from './node.ts';
import { pm2 } from './pm2.ts';
import { runit } from './runit.ts';
import { s6 } from './s6.ts';
import { supervisord } from './supervisord.ts';
import { systemd } from './systemd.ts';

export const PEERS: readonly Peer[] = [cLoop, node, invigil, pm2, supervisord, runit, s6, systemd, monit];
