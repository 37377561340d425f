/** Where figures come from: asked at each look, and never otherwise. */
import type { HealthStatus } from '../supervisor/policy/event.ts';
import type { MachineSample, UsageSample } from '../supervisor/ports.ts';
import type { Snapshot } from '../supervisor/snapshot.ts';

/** Messages to one receiver since the start, by what came of them. */
export interface ReceiverCounts {
  readonly name: string;
  readonly kind: string;
  readonly waiting: number;
  readonly delivered: number;
  readonly later: number;
  readonly dropped: number;
}

export interface Sources {
  readonly snapshot: () => Snapshot;
  /** The worst of services and machine, and each check of the machine. */
  readonly health: () => {
    readonly worst: HealthStatus;
    readonly machine: readonly { readonly name: string; readonly status: HealthStatus }[];
  };
  /** The newest; null: there was none yet. */
  readonly machine: () => MachineSample | null;
  /** What a service used over the last minutes, oldest first. Never rejects. */
  readonly usage: (service: string) => Promise<readonly UsageSample[]>;
  readonly receivers: () => readonly ReceiverCounts[];
}
