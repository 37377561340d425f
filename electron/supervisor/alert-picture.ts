/** The picture of an incident, for receivers that show one. An alert often comes before its picture is on the disk: it waits for it a moment. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SendTools } from '../alert/receiver.ts';
import type { Past } from '../history/history.ts';

/** How long and how often it is looked for, in milliseconds. */
const PATIENCE_MS = 1_000;
const PAUSE_MS = 100;
/** One that began longer ago has the picture that it will ever have. */
const YOUNG_MS = 10_000;
/** Incidents that are looked through, the newest. */
const MOST = 100;

export function alertPicture(history: Pick<Past, 'recent' | 'picture'>): SendTools['picture'] {
  async function look(id: string): Promise<{ readonly image: Uint8Array | null; readonly isYoung: boolean }> {
    const incident = (await history.recent(MOST, [])).find((one) => one.id === id);
    if (incident === undefined) return { image: null, isYoung: true };
    if (incident.hasPicture) return { image: await history.picture(incident.number), isYoung: false };
    return { image: null, isYoung: Date.now() - incident.startedAt < YOUNG_MS };
  }
  return async (id) => {
    const end = performance.now() + PATIENCE_MS;
    try {
      for (;;) {
        const { image, isYoung } = await look(id);
        if (image !== null || !isYoung || performance.now() > end) return image;
        await sleep(PAUSE_MS, undefined, { ref: false });
      }
    } catch {
      return null; // The history cannot be read now: the alert goes without it.
    }
  };
}
