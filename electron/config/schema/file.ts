import * as z from 'zod';
import { access } from './access.ts';
import { alerts } from './alerts.ts';
import { dashboard, metrics } from './dashboard.ts';
import { exhibit } from './exhibit.ts';
import { incidents } from './incidents.ts';
import { mean, table } from './meaning.ts';
import { overlay } from './overlay.ts';
import { recovery } from './recovery.ts';
import { service } from './service.ts';

/**
 * The schema of `exhibit.toml` and `site.toml`, the one source of types, defaults, messages, the JSON Schema of editors and
 * the reference page. Each table has a file of its own; what concerns more than one value is in `rules/`.
 */

/** The number of this schema. A new number comes with a new major version of Invigil: schema N is read by N.0 and later. */
export const SCHEMA = 1;

const services = mean(z.record(z.string(), service), { wanted: 'a table for each service, like [service.core]', names: 'NAME' });

/** A whole file, after merging and with the computed defaults filled in. */
export const file = table({
  schema: mean(z.literal(SCHEMA), { wanted: `schema = ${SCHEMA}, which this version reads` }).describe('The schema of the file.'),
  exhibit: exhibit.describe('The installation as a whole.'),
  service: services.describe('The services. The order in the file means nothing.'),
  recovery: recovery.describe('What is done when something fails again and again.'),
  incidents: incidents.describe('What is kept of a failure.'),
  overlay: overlay.describe('How staff open the admin overlay.'),
  access: access.describe('People and machines that may sign in. There is no default, and no default PIN.'),
  dashboard: dashboard.describe('Pages and API for browsers and programs.'),
  metrics: metrics.describe('Figures for Prometheus.'),
  alerts: alerts.describe('Who is told of what.'),
});

/** What the schema makes of a file. */
export type File = z.output<typeof file>;

/** A service as the schema makes it. */
export type FileService = z.output<typeof service>;
