/** What the snapshot, which is the policy's, does not know of services: found out only while somebody asks, at most once a second. */
import type { Exhibit } from '../config/index.ts';
import { fresh } from '../platform/fresh.ts';
import type { Beside } from './overview.ts';
import type { ProcessPort, UsageSample } from './ports.ts';

const FRESH_MS = 1_000;
/** Samples come every 10 s; an older one is of something that has ended. */
const OLDEST_SAMPLE_MS = 60_000;

/** Never rejects. */
export function createBesides(exhibit: () => Exhibit, usage: ProcessPort['usage']): () => Promise<(service: string) => Beside> {
  const newest = fresh(FRESH_MS, async () => {
    const samples = exhibit().services.map(
      async ({ name }): Promise<[string, UsageSample | undefined]> => [name, (await usage(name)).at(-1)],
    );
    return new Map(await Promise.all(samples));
  });
  return async () => {
    const samples = await newest.get();
    return (name) => {
      const sample = samples.get(name);
      const isOld = sample === undefined || Date.now() - sample.at > OLDEST_SAMPLE_MS;
      return {
        page: exhibit().services.some((service) => service.name === name && service.url !== null),
        cpuPercent: isOld ? null : sample.cpuPercent,
        memoryBytes: isOld ? null : sample.memoryBytes,
      };
    };
  };
}
