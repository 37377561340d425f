/** What the policy of telling (`alert/policy`) is to know of an exhibit, in the exhibit's language. */
import type { Speech, TellingSettings } from '../alert/policy/index.ts';
import type { Exhibit } from '../config/index.ts';
import { translate } from '../documents/words/translate.ts';
import { wordsFor } from '../documents/words/words.ts';
import { broke } from './cause-words.ts';
import { conditionName } from './condition-name.ts';
import { capitalName, duration, staffName } from './words.ts';

type Told = Pick<Exhibit, 'name' | 'title' | 'locale' | 'services' | 'alerts'>;

/** To be made anew when the exhibit file was read again. */
export function tellingSettings({ name, title, locale, services, alerts }: Told): TellingSettings {
  const words = wordsFor(locale);
  const nameOf = (wanted: string) => {
    const service = services.find((one) => one.name === wanted);
    // One that has just left the file goes by its name.
    return service === undefined ? wanted : staffName(service, services, words);
  };
  const speech: Speech = {
    name: nameOf,
    capitalName: (service) => capitalName(nameOf(service), words),
    duration: (ms) => duration(ms, words),
    broke: (cause) => broke(cause, words),
    condition: (key) => conditionName(key, words),
    remark: (text) => translate(text, words),
  };
  const { level, quietForMs, cooldownMs, levels, to } = alerts;
  return {
    exhibit: { name, title },
    level,
    quietForMs,
    cooldownMs,
    levels,
    receivers: to.map(({ name, kind, level }) => ({ name, kind, level })),
    services: services.map((service) => ({ name: service.name, role: service.role, stormWithinMs: service.storm.withinMs })),
    words,
    speech,
  };
}
