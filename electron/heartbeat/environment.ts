/** What a service finds in its environment, so that it knows where its signs of life go (contract 3). */
import type { Instance } from '../supervisor/ports.ts';
import type { Places } from './places.ts';

/** `endpoint`: of ZeroMQ. */
export function environmentOf({ service, id }: Instance, exhibit: string, endpoint: string, places: Places): Record<string, string> {
  return {
    INVIGIL_EXHIBIT: exhibit,
    INVIGIL_SERVICE: service,
    INVIGIL_INSTANCE: id,
    INVIGIL_ENDPOINT: endpoint,
    INVIGIL_HEARTBEAT_FILE: places.beatFile(service),
    INVIGIL_HEALTH_FILE: places.healthInFile(service),
    INVIGIL_HEALTH_DIR: places.healthFolder,
    INVIGIL_CONTROL: places.controlSocket,
  };
}
