/** Does an Invigil from an AppImage start where units start it, and can the next image be mounted? Only that needs FUSE. */
import { dirname, join } from 'node:path';
import { type Check, ok, warning } from '../finding.ts';
import type { Place } from '../place.ts';

/** What an account mounts an image by, setuid root. */
const FUSERMOUNT = ['fusermount3', 'fusermount'];

export const appimage: Check = async (place) => {
  const { installation, files } = place;
  if (installation.kind !== 'appimage') return [];
  const { program, resources } = installation;
  const link = files.target(program);
  if (link === null || dirname(link) !== dirname(resources)) {
    const found = `This Invigil runs from an AppImage itself; ${program} ${link === null ? 'is not there' : 'starts another build'}.`;
    const means = 'An image is there for one command only: no unit can start from it.';
    return [warning(found, means, 'Install the exhibit from it: APPIMAGE install PATH')];
  }
  const why = whyNotMounted(place);
  const next = why === null ? null : `The next AppImage cannot be mounted here: ${why}. Start it with --appimage-extract-and-run.`;
  return [ok(`${program} starts a copy of an AppImage: it needs no FUSE.`, next)];
};

/** Null: nothing is in the way. */
function whyNotMounted({ files, environment }: Place): string | null {
  if (files.stat('/dev/fuse') === null) return 'this machine has no FUSE (/dev/fuse)';
  const folders = (environment['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const found = folders.some((folder) => FUSERMOUNT.some((name) => files.stat(join(folder, name)) !== null));
  return found ? null : 'fusermount3 is not installed (package: fuse3)';
}
