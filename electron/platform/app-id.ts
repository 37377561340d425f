/** How desktops know Invigil: the name of its launcher's file. */
export const APP_ID = 'org.invigil.Invigil';

/** How compositors know the windows of a service's shell (contract 4). */
export function appIdOf(service: string): string {
  return `${APP_ID}.${service}`;
}
