/**
 * How a picture of the screen comes about. A page is asked for it through its shell; where no page stands for the screen, or its shell
 * does not answer, the screen itself is taken. What staff do in the overlay is on no picture: while it is open incidents get none, and
 * somebody who asks gets the page beneath it, or nothing where the screen itself would have to be taken.
 *
 * Incidents may come in rows, so they get one picture each 10 s. Somebody who asks gets one at once, and the same again within 1 s.
 */
import { en } from '../documents/words/en.ts';
import { fresh } from '../platform/fresh.ts';
import type { Picture } from './port.ts';

const INCIDENT_GAP_MS = 10_000;
const ASKED_GAP_MS = 1_000;

export interface CameraOptions {
  /**
   * By the page that stands for the screen of this service (null: for the screen at all). Null: none does, or it does not answer.
   * `beneathOverlay`: also while the overlay lies over it.
   */
  readonly byPage: (service: string | null, beneathOverlay: boolean) => Promise<Picture | null>;
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

  async function forRecord(service: string | null): Promise<Picture> {
    const covered = { none: 'staff have opened the overlay' };
    if (overlayIsOpen()) return covered;
    const picture = await byPage(service, false);
    if (picture !== null) return picture;
    return overlayIsOpen() ? covered : ofScreen();
  }

  async function forPeople(service: string | null): Promise<Picture> {
    const picture = await byPage(service, true);
    if (picture !== null) return picture;
    return overlayIsOpen() ? { none: en.remarks.overlayCovers } : ofScreen();
  }

  return {
    ofIncident(service) {
      const sinceMs = monotonicMs() - lastIncidentAt;
      if (sinceMs < INCIDENT_GAP_MS) {
        return Promise.resolve({ none: `the last one was taken ${Math.round(sinceMs / 1_000)} s before, for another incident` });
      }
      lastIncidentAt = monotonicMs();
      return forRecord(service);
    },
    now(service) {
      if (asked?.service !== service || asked === null)
        asked = { service, picture: fresh(ASKED_GAP_MS, () => forPeople(service), monotonicMs) };
      return asked.picture.get();
    },
  };
}
