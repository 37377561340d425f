/**
 * How a picture of the screen comes about. A page is asked for it through its shell; where no page stands for the screen, or its shell
 * does not answer, the screen itself is taken. Never while staff have the overlay open: what they do is not for the record.
 *
 * Incidents may come in rows, so they get one picture each 10 s. Somebody who asks gets one at once, and the same again within 1 s.
 */
import { fresh } from '../platform/fresh.ts';
import type { Picture } from './port.ts';

const INCIDENT_GAP_MS = 10_000;
const ASKED_GAP_MS = 1_000;

export interface CameraOptions {
  /** By the page that stands for the screen of this service (null: for the screen at all). Null: none does, or it does not answer. */
  readonly byPage: (service: string | null) => Promise<Picture | null>;
  /** Of the screen itself. */
  readonly ofScreen: () => Promise<Picture>;
  /** Staff have opened the overlay. */
  readonly overlayIsOpen: () => boolean;
  readonly monotonicMs?: () => number;
}

/** None of these rejects. */
export interface Camera {
  /** At an incident of this service. */
  ofIncident(service: string | null): Promise<Picture>;
  /** Because somebody wants to see it now. */
  now(service: string | null): Promise<Picture>;
}

export function createCamera({ byPage, ofScreen, overlayIsOpen, monotonicMs = () => performance.now() }: CameraOptions): Camera {
  let lastIncidentAt = Number.NEGATIVE_INFINITY;
  let asked: { readonly service: string | null; readonly picture: ReturnType<typeof fresh<Picture>> } | null = null;

  async function take(service: string | null): Promise<Picture> {
    const covered = { none: 'staff have opened the overlay' };
    if (overlayIsOpen()) return covered;
    const picture = await byPage(service);
    if (picture !== null) return picture;
    return overlayIsOpen() ? covered : ofScreen();
  }

  return {
    ofIncident(service) {
      const sinceMs = monotonicMs() - lastIncidentAt;
      if (sinceMs < INCIDENT_GAP_MS) {
        return Promise.resolve({ none: `the last one was taken ${Math.round(sinceMs / 1_000)} s before, for another incident` });
      }
      lastIncidentAt = monotonicMs();
      return take(service);
    },
    now(service) {
      if (asked?.service !== service || asked === null) asked = { service, picture: fresh(ASKED_GAP_MS, () => take(service), monotonicMs) };
      return asked.picture.get();
    },
  };
}
