import * as z from 'zod';
import type { Condition } from '../../supervisor/ports.ts';
import { address, host } from './endpoint.ts';
import { mean } from './meaning.ts';
import { handed } from './values.ts';

/** `wait_for`: what has to be there before a service starts. */

const WORDS = ['session', 'sound', 'network'] as const;

const devicePath = handed(1, 4096).refine((text) => text.startsWith('/'));

const word = z.enum(WORDS).transform((kind): Condition => (kind === 'network' ? { kind, host: null } : { kind }));
const withHost = z
  .strictObject({ network: host('media.local') })
  .transform(({ network }): Condition => ({ kind: 'network', host: network }));
const device = z.strictObject({ device: devicePath }).transform(({ device: path }): Condition => ({ kind: 'device', path }));
const tcp = z.strictObject({ tcp: address('led.local:80') }).transform(({ tcp: server }): Condition => ({ kind: 'tcp', ...server }));

/** One condition. */
export const condition = mean(z.union([word, withHost, device, tcp]), {
  wanted: '"session", "sound", "network", { network = "media.local" }, { device = "/dev/ttyACM0" } or { tcp = "led.local:80" }',
  choices: WORDS,
  explain: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    const written = Object.entries(value).map(([key, inner]) => `${key} = ${JSON.stringify(inner)}`);
    return `{ ${written.join(', ')} }`;
  },
});
