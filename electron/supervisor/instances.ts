import { randomBytes } from 'node:crypto';
import type { Instance } from './ports.ts';

/**
 * Names every start for the world outside: the policy counts starts from 1 in each supervisor, and `id` (INVIGIL_INSTANCE)
 * differs between supervisors too, so that a late message of an earlier one is never taken for a present one.
 */
export class Instances {
  /** 32 random bits: one supervisor's mark. Short, because socket paths carry it and may be 107 bytes long. */
  readonly #mark = randomBytes(4).toString('hex');

  id(instance: number): string {
    return `${this.#mark}-${instance}`;
  }

  of(service: string, instance: number): Instance {
    return { service, number: instance, id: this.id(instance) };
  }
}
