/**
 * Delivery: takes what waits in the outbox to the receivers, each by a carrier of its own, so that one that fails holds up only
 * itself.
 *
 * Invariants: a receiver has one try at a time, of 30 s at most; a message is given up only when its receiver says that it will never
 * take it; nothing here throws or rejects for what the world does; closing takes 1.5 s at most.
 *
 * Numbers: the next try comes after 5 s, doubled up to 15 min, or when the server says, 24 h at most (`backoff.ts`).
 */
import { Carrier, type CarrierOptions, type CarrierStatus } from './carrier.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { Receiver } from './receiver.ts';

export type { CarrierStatus as Carried, Outcome } from './carrier.ts';

/** At the end, what waits may still go out for so long, in milliseconds. */
const LAST_TRIES_MS = 1_000;

export interface DeliveryOptions extends Omit<CarrierOptions, 'outbox' | 'receiver'> {
  readonly outbox: Outbox;
  readonly receivers: readonly Receiver[];
}

export interface Delivery {
  /** The network is back, or the machine has slept. */
  wake(): void;
  /** The exhibit file was read again: these take the place of all others. */
  adopt(receivers: readonly Receiver[]): void;
  /** Null: there is no such receiver. */
  status(receiver: string): CarrierStatus | null;
  close(): Promise<void>;
}

export function createDelivery({ receivers: first, ...options }: DeliveryOptions): Delivery {
  const { outbox } = options;
  let carriers = new Map<string, Carrier>();
  let ready = false;
  /** Those of an earlier file, which are still on their way. */
  let leaving: Promise<unknown> = Promise.resolve();
  const look = () => {
    if (ready) for (const carrier of carriers.values()) carrier.look();
  };
  const adopt = (receivers: readonly Receiver[]) => {
    carriers = new Map(receivers.map((receiver) => [receiver.name, new Carrier({ ...options, receiver })]));
  };

  adopt(first);
  outbox.onWaiting(look);
  const begin = () => {
    ready = true;
    outbox.keepOnly([...carriers.keys()]);
    look();
  };
  void outbox.ready.then(begin);
  return {
    wake() {
      for (const carrier of carriers.values()) carrier.wake();
    },
    adopt(receivers) {
      const old = [...carriers.values()];
      adopt(receivers);
      ready = false;
      // A receiver that stays has one try at a time, before and after.
      leaving = leaving.then(() => Promise.all(old.map((carrier) => carrier.retire()))).then(() => outbox.ready.then(begin));
    },
    status: (receiver) => carriers.get(receiver)?.status ?? null,
    async close() {
      await Promise.all([leaving, ...Array.from(carriers.values(), (carrier) => carrier.close(LAST_TRIES_MS))]);
    },
  };
}
