/** An Invigil from an AppImage: where units start it, and what the next image needs. */
import { expect, test } from 'vitest';
import { appimage } from '../../../electron/cli/doctor/checks/appimage.ts';
import { found, type Scene, scene, type Tree } from './scene.ts';

const COPY = '/home/kiosk/.local/share/invigil/program/1.0.0-aa';
const PROGRAM = '/home/kiosk/.local/bin/invigil';
const from = (home: string, tree: Tree): Scene => ({
  installation: { kind: 'appimage', program: PROGRAM, resources: `${home}/resources` },
  environment: { PATH: '/usr/local/bin::/usr/bin' },
  tree,
});
const LINK = { [PROGRAM]: `-> ${COPY}/invigil` } as const;

test('of a checkout and a deb there is nothing to say', async () => {
  expect(await found(appimage)).toEqual([]);
});

test('a copy that units start is all right, whether the next image can be mounted or not', async () => {
  const means = async (tree: Tree) => (await appimage(scene(from(COPY, { ...LINK, ...tree }))))[0]?.means;
  expect(await found(appimage, from(COPY, LINK))).toEqual([`ok: ${PROGRAM} starts a copy of an AppImage: it needs no FUSE.`]);
  expect(await means({})).toContain('no FUSE (/dev/fuse). Start it with --appimage-extract-and-run');
  expect(await means({ '/dev/fuse': '' })).toContain('(package: fuse3)');
  for (const name of ['fusermount3', 'fusermount']) expect(await means({ '/dev/fuse': '', [`/usr/bin/${name}`]: '' })).toBeNull();
});

test('an image that runs by itself is no place to start from', async () => {
  const image = '/tmp/.mount_InvigiXX';
  const runs = 'warning: This Invigil runs from an AppImage itself;';
  expect(await found(appimage, from(image, {}))).toEqual([`${runs} ${PROGRAM} is not there.`]);
  expect(await found(appimage, from(image, LINK))).toEqual([`${runs} ${PROGRAM} starts another build.`]);
});
