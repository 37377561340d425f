/** The unit that runs this exhibit's supervisor, as the account's service manager knows it. */
import type { Said } from '../../machine/program.ts';
import type { Place } from './place.ts';

/** `invigil@NAME.service` (contract 9). */
export function unitName({ name }: { readonly name: string }): string {
  return `invigil@${name}.service`;
}

/** What the service manager says of the properties, as `KEY=VALUE` lines. */
export function showUnit({ ask }: Place, unit: string, properties: readonly string[]): Promise<Said> {
  return ask('systemctl', '--user', 'show', unit, ...properties.map((name) => `--property=${name}`));
}

/** Whether systemd runs this machine at all; a container may have none. */
export function isSystemd({ files }: Place): boolean {
  return files.stat('/run/systemd/system') !== null;
}
