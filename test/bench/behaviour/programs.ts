/** The services with faults, from test/fixtures: what a scene runs. */
import { compiled } from '../../support/compile.ts';
import type { Peer, PeerName } from '../peer.ts';
import type { Scene, Service } from './scene.ts';

/** The loop in C and monit leave output to others; systemd's goes to a journal, which is a service of the machine. */
const WITHOUT_LOGS: readonly PeerName[] = ['c-loop', 'systemd', 'monit'];

export function keepsLogs({ name }: Peer): boolean {
  return !WITHOUT_LOGS.includes(name);
}

/** Stays, and beats every 50 ms where somebody listens; `SIGUSR1` has it run in circles. */
export function beating({ notes }: Scene): Service {
  return { command: [compiled('fault'), notes, 'beat'] };
}

/** Ends with status 1 after so many milliseconds. */
export function crashing({ notes }: Scene, afterMs: number): Service {
  return { command: [compiled('fault'), notes, 'crash', `${afterMs}`] };
}

/** After `SIGUSR1` it writes so many bytes as fast as it can, into the log that the supervisor keeps. */
export function flooding({ notes }: Scene, bytes: number): Service {
  return { command: [compiled('fault'), notes, 'flood', `${bytes}`], stamped: true };
}

/** A family of processes, by the roles of test/fixtures/spread.c, and its main one. */
export function spreading({ notes }: Scene, ...roles: readonly string[]): Service {
  return { command: [compiled('spread'), notes, ...roles] };
}
