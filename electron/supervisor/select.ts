import { type Exhibit, isHiddenShell } from '../config/index.ts';

export type Selected = { readonly ok: true; readonly exhibit: Exhibit } | { readonly ok: false; readonly problem: string };

/**
 * The exhibit with only the named services (`run --only`): what they are `after` or `with` and is not among them is not waited
 * for. The hidden shell stays as long as it has a display to stand for. `problem`: a sentence, when a name is not in the file.
 */
export function selectServices(exhibit: Exhibit, only: readonly string[] | null): Selected {
  if (only === null) return { ok: true, exhibit };
  const names = exhibit.services.filter((service) => !isHiddenShell(service)).map((service) => service.name);
  const strange = only.find((name) => !names.includes(name));
  if (strange !== undefined) {
    return { ok: false, problem: `There is no service "${strange}" in ${exhibit.file}; its services are: ${names.join(', ')}.` };
  }
  const kept = (list: readonly string[]) => list.filter((name) => only.includes(name));
  const services = exhibit.services
    .map((service) => ({ ...service, after: kept(service.after), with: kept(service.with) }))
    .filter((service) => only.includes(service.name) || (isHiddenShell(service) && service.after.length > 0));
  return { ok: true, exhibit: { ...exhibit, services } };
}
