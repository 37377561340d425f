import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGrim } from '../../electron/incident/grim.ts';
import { describeWith } from '../support/needs.ts';
import { missingForWayland, WaylandSession } from '../support/wayland.ts';

describeWith('a picture of a real screen', missingForWayland(), () => {
  let session: WaylandSession;

  beforeAll(async () => {
    session = await WaylandSession.start('1280x720');
  });
  afterAll(() => session?.end());

  it('is a JPEG or PNG of some kilobytes', async () => {
    const picture = await createGrim(() => session.environment).take();
    if ('none' in picture) throw new Error(picture.none);
    expect(['ffd8ff', '89504e']).toContain(Buffer.from(picture.image.subarray(0, 3)).toString('hex'));
    expect(picture.image.length).toBeGreaterThan(1_000);
  });

  it('of a screen that has gone says so', async () => {
    const environment = () => ({ ...session.environment, WAYLAND_DISPLAY: 'wayland-gone' });
    expect(await createGrim(environment).take()).toEqual({ none: expect.stringMatching(/^grim: .*display/) });
  });
});
