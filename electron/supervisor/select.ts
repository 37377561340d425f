import type { Exhibit } from '../config/index.ts';

/**
 * The exhibit with only the named services (`run --only`): what they are `after` or `with` and is not among them is not waited
 * for. Throws a sentence when a name is not in the file.
 */
export function selectServices(exhibit: Exhibit, only: readonly string[] | null): Exhibit {
  if (only === null) return exhibit;
  const names = exhibit.services.map((service) => service.name);
  const strange = only.find((name) => !names.includes(name));
  if (strange !== undefined) throw new Error(`There is no service "${strange}" in ${exhibit.file}; its services are: ${names.join(', ')}.`);
  const kept = (list: readonly string[]) => list.filter((name) => only.includes(name));
  const services = exhibit.services
    .filter((service) => only.includes(service.name))
    .map((service) => ({ ...service, after: kept(service.after), with: kept(service.with) }));
  return { ...exhibit, services };
}
