/**
 * The hidden shell (contract 4): where all displays are programs of their own, nobody else could show the holding page or open
 * the overlay over them. One more service does, an Electron without a page, whose window is there only while it has something
 * to show. It stands on the screen of the first display that the file names.
 */
import type { ExhibitService } from './exhibit.ts';
import type { File, FileService } from './schema/file.ts';
import { service as schema } from './schema/service.ts';

/** Its name, which is reserved. */
export const HIDDEN_SHELL = 'shell';

/** Neither a program nor a page. */
export function isHiddenShell({ command, url }: Pick<ExhibitService, 'command' | 'url'>): boolean {
  return command === null && url === null;
}

/** As if the file had named it; null where there is no display, or one that is a page and covers its screen itself. */
export function hiddenShell({ service, recovery }: File): FileService | null {
  const displays = Object.entries(service).filter(([, { role, url }]) => role === 'display' || url !== undefined);
  if (displays.length === 0 || displays.some(([, { url }]) => url !== undefined)) return null;
  const defaults = schema.omit({ backoff: true, storm: true }).parse({
    role: 'other',
    wait_for: ['session'],
    // Until they are there it covers the screen.
    after: displays.map(([name]) => name),
    escalate: 'service',
  });
  return { ...defaults, output: displays[0]?.[1].output, backoff: recovery.backoff, storm: recovery.storm };
}
