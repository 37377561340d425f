import { expect, it } from 'vitest';
import { createCamera } from '../../electron/incident/camera.ts';
import type { Picture } from '../../electron/incident/port.ts';

const PAGE: Picture = { image: Uint8Array.of(1) };
const SCREEN: Picture = { image: Uint8Array.of(2) };
const COVERED = { none: 'staff have opened the overlay' };

/** A camera, what its means give, and how often each was asked. */
function stage() {
  const means = { page: PAGE as Picture | null, isOpen: false, at: 0, asked: [] as string[] };
  const camera = createCamera({
    byPage: async (service, beneathOverlay) => {
      means.asked.push(`page of ${service}${beneathOverlay ? ', also beneath the overlay' : ''}`);
      return means.page;
    },
    ofScreen: async () => {
      means.asked.push('screen');
      return SCREEN;
    },
    overlayIsOpen: () => means.isOpen,
    monotonicMs: () => means.at,
  });
  return { means, camera };
}

it('asks the page, and takes the screen itself where none answers', async () => {
  const { means, camera } = stage();
  expect(await camera.ofIncident('core')).toBe(PAGE);
  means.page = null;
  means.at = 10_000;
  expect(await camera.ofIncident('display')).toBe(SCREEN);
  expect(means.asked).toEqual(['page of core', 'page of display', 'screen']);
});

it('takes what a page says for an answer', async () => {
  const { means, camera } = stage();
  means.page = { none: 'the overlay is open' };
  expect(await camera.ofIncident('display')).toEqual({ none: 'the overlay is open' });
  expect(means.asked).toEqual(['page of display']);
});

it('takes nothing for an incident while the overlay is open, also when it was opened meanwhile', async () => {
  const { means, camera } = stage();
  means.isOpen = true;
  expect(await camera.ofIncident(null)).toEqual(COVERED);
  expect(means.asked).toEqual([]);
  means.at = 10_000;
  means.isOpen = false;
  means.page = null;
  const picture = camera.ofIncident(null);
  means.isOpen = true;
  expect(await picture).toEqual(COVERED);
  expect(means.asked).toEqual(['page of null']);
});

it('gives somebody who asks the page beneath the overlay, and never the overlay itself', async () => {
  const { means, camera } = stage();
  means.isOpen = true;
  expect(await camera.now('wall')).toBe(PAGE);
  means.page = null;
  means.at = 1_000;
  expect(await camera.now('wall')).toEqual({ none: expect.stringContaining('the overlay covers the program') });
  expect(means.asked).toEqual(Array(2).fill('page of wall, also beneath the overlay'));
});

it('takes one for incidents each 10 s, whoever else asks', async () => {
  const { means, camera } = stage();
  await camera.now(null);
  expect(await camera.ofIncident('core')).toBe(PAGE);
  means.at = 4_000;
  expect(await camera.ofIncident('audio')).toEqual({ none: 'the last one was taken 4 s before, for another incident' });
  means.at = 10_000;
  expect(await camera.ofIncident('audio')).toBe(PAGE);
});

it('gives the same one to whoever asks within a second, of the same screen', async () => {
  const { means, camera } = stage();
  await Promise.all([camera.now('a'), camera.now('a')]);
  await camera.now('b');
  means.at = 1_000;
  await camera.now('b');
  expect(means.asked).toEqual(['a', 'b', 'b'].map((name) => `page of ${name}, also beneath the overlay`));
});
