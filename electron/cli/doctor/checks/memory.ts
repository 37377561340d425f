/** Is there memory enough, and where does it go when there is not? */
import type { Files } from '../files.ts';
import { type Check, type Finding, ok, warning } from '../finding.ts';

const MB = 1e6;
/** What a page with everything around it needs, in bytes. */
const LITTLE_BYTES = 900 * MB;
/** Less than this share is free: something has taken the rest. */
const SHORT_SHARE = 0.1;

export const memory: Check = async ({ exhibit, files }) => {
  const info = files.read('/proc/meminfo') ?? '';
  const bytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(info)?.[1] ?? Number.NaN) * 1024;
  const total = bytes('MemTotal');
  const available = bytes('MemAvailable');
  if (!Number.isFinite(total) || !Number.isFinite(available)) {
    return [warning('How much memory there is cannot be read (/proc/meminfo).', 'It may be too little.', 'free -m')];
  }
  const found = `${Math.round(available / MB)} MB of ${Math.round(total / MB)} MB of memory are free.`;
  const showsPages = exhibit === null || exhibit.services.some(({ command }) => command === null);
  return [room(found, total, available, showsPages), ...swap(files)];
};

function room(found: string, total: number, available: number, showsPages: boolean): Finding {
  if (available < total * SHORT_SHARE) {
    return warning(
      found,
      'When it is used up, the kernel ends whatever is largest.',
      'ps -eo rss,comm --sort=-rss | head shows what takes it; docs/limits.md bounds a service.',
    );
  }
  if (showsPages && total < LITTLE_BYTES)
    return warning(found, 'A page with pictures or film needs more.', 'Take a machine with 2 GB or more, or a program in place of a page.');
  return ok(found);
}

/** The heading is no swap. */
function swap(files: Files): readonly Finding[] {
  const places = (files.read('/proc/swaps') ?? '')
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split(/\s+/)[0] || []);
  if (places.length === 0)
    return [ok('There is no swap.', 'When memory is used up, it ends something at once, without a slow hour before.')];
  const cards = places.filter((place) => place.startsWith('/dev/mmcblk'));
  if (cards.length === 0) return [ok(`Swap is at ${places.join(' and ')}.`)];
  const todo = `sudo swapoff ${cards[0]} and take it out of /etc/fstab; sudo apt install zram-tools swaps into memory that is packed.`;
  return [warning(`Swap is on a card (${cards.join(' and ')}).`, 'It wears the card out, and everything stutters while it is used.', todo)];
}
