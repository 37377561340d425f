import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Place, placeForEachTest } from './invigil.ts';

let place: Place;

placeForEachTest((made) => {
  place = made;
});

describe('overlay', () => {
  it('opens on the first screen, or on the one that is named', async () => {
    const { port } = await place.exhibit('lantern');
    expect(await place.invigil('overlay')).toEqual({ exit: 0, out: 'The overlay opens.\n', err: '' });
    await place.invigil('overlay', 'display');
    expect(port.beside).toEqual(['overlay null', 'overlay display']);
  });

  it('says why it does not', async () => {
    const { port } = await place.exhibit('lantern');
    port.refusal = 'No screen is up yet.';
    expect(await place.invigil('overlay')).toEqual({ exit: 1, out: '', err: 'No screen is up yet.\n' });
    expect(await place.invigil('overlay', 'dispaly')).toMatchObject({ exit: 64, err: expect.stringContaining('Did you mean "display"?') });
  });
});

describe('screenshot', () => {
  const JPEG = Uint8Array.of(0xff, 0xd8, 0xff);

  it('goes into a file of this folder, the named one, or to standard output', async () => {
    const { shot } = await place.exhibit('lantern');
    shot.picture = JPEG;
    const unnamed = await place.invigil('screenshot');
    const [name = ''] = readdirSync(place.folder).filter((file) => file.startsWith('screenshot-'));
    expect(name).toMatch(/^screenshot-\d{8}-\d{6}\.jpg$/);
    expect(unnamed).toEqual({ exit: 0, out: `The screen as it is now is in ${name}.\n`, err: '' });
    expect(readFileSync(join(place.folder, name))).toEqual(Buffer.concat([JPEG, Buffer.from('any')]));
    await place.invigil('screenshot', 'wall.jpg', '--service', 'wall');
    expect(readFileSync(join(place.folder, 'wall.jpg'))).toEqual(Buffer.concat([JPEG, Buffer.from('wall')]));
    expect(await place.invigil('screenshot', '-')).toMatchObject({ exit: 0, out: expect.stringMatching(/any$/) });
  });

  it('is named for what it is', async () => {
    const { shot } = await place.exhibit('lantern');
    shot.picture = Uint8Array.of(0x89, 0x50);
    expect((await place.invigil('screenshot')).out).toMatch(/\.png\.\n$/);
  });

  it('says why there is none, and where it cannot go', async () => {
    const { shot } = await place.exhibit('lantern');
    expect(await place.invigil('screenshot')).toEqual({ exit: 1, out: '', err: 'There is no picture of the screen now.\n' });
    shot.picture = JPEG;
    expect(await place.invigil('screenshot', 'none/a.jpg')).toMatchObject({ exit: 1, err: expect.stringContaining('cannot be written') });
  });
});
