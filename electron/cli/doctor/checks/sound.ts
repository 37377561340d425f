/** Is there a sound output, and can it be heard? */
import type { Exhibit } from '../../../config/index.ts';
import { type Check, ok, warning } from '../finding.ts';

/** Below it nobody in a room hears anything, in percent of the sound server's scale. */
const HARDLY_PERCENT = 5;

export const sound: Check = async (place) => {
  const heard = needing(place.exhibit);
  const now = await place.sound();
  if (!now.available) {
    if (heard.length === 0) return [ok(`There is no sound: ${now.reason}`, 'Nothing in the exhibit file waits for it.')];
    return [
      warning(
        `There is no sound: ${now.reason}`,
        `${heard.join(' and ')} waits for it, or is silent.`,
        'Plug it in and choose it: pactl set-default-sink NAME; names: pactl list short sinks',
      ),
    ];
  }
  const level = `${now.sink}, ${now.volume_percent} %`;
  if (now.muted) return [warning(`The sound is muted (${level}).`, 'Nobody hears the exhibit.', 'pactl set-sink-mute @DEFAULT_SINK@ 0')];
  if (now.volume_percent < HARDLY_PERCENT) {
    return [warning(`The sound is turned down (${level}).`, 'Nobody hears the exhibit.', 'pactl set-sink-volume @DEFAULT_SINK@ 60%')];
  }
  return [ok(`The sound goes to ${level}.`)];
};

/** Services that say that they need it. */
function needing(exhibit: Exhibit | null): readonly string[] {
  const services = exhibit?.services ?? [];
  return services.filter(({ role, waitFor }) => role === 'audio' || waitFor.some(({ kind }) => kind === 'sound')).map(({ name }) => name);
}
