/** What of a right exhibit file does nothing on this machine, or is not finished. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { readPasswords, readPins } from '../access/pins.ts';
import { readTokens } from '../access/tokens.ts';
import type { Exhibit, Secret } from '../config/index.ts';
import { networkNotes } from './network-notes.ts';

/** One sentence for each; empty when everything works here. `cgroups`: where the machine's cgroups are mounted. */
export async function notesOn(exhibit: Exhibit, cgroups = '/sys/fs/cgroup'): Promise<string[]> {
  return [
    ...limitNotes(exhibit, cgroups),
    ...wayInNotes(exhibit),
    ...nobodyNotes(exhibit),
    ...(await secretNotes(exhibit)),
    ...networkNotes(exhibit),
  ];
}

/** `cgroups`: where the machine's cgroups are mounted. */
export function limitNotes(exhibit: Exhibit, cgroups = '/sys/fs/cgroup'): string[] {
  const limited = exhibit.services.filter(({ limits }) => limits.cpuPercent !== null);
  if (limited.length === 0) return [];
  const why = whyNoCpuLimit(cgroups);
  return why === null ? [] : limited.map(({ name }) => `service.${name}.limits.cpu does nothing here: ${why}.`);
}

/** A unit of the user may limit the processor only if the system hands that on to the user's own service manager. */
function whyNoCpuLimit(cgroups: string): string | null {
  const user = process.getuid?.() ?? 0;
  const file = `${cgroups}/user.slice/user-${user}.slice/user@${user}.service/cgroup.controllers`;
  if (!existsSync(file)) return 'no service manager of this user runs (systemd --user), so there is no cgroup to limit it in';
  const controllers = readFileSync(file, 'utf8').trim().split(' ');
  if (controllers.includes('cpu')) return null;
  return `the user's service manager is not given the controller "cpu" (it has: ${controllers.join(', ') || 'none'})`;
}

/** Keys and taps go to the window in front: only a page's own shell sees them. */
export function wayInNotes({ services, overlay }: Exhibit): string[] {
  if (overlay.hotkey === null && overlay.corner === null) return [];
  const programs = services.filter(({ role, command }) => role === 'display' && command !== null);
  return programs.map(
    ({ name }) =>
      `service.${name} is a program of its own: over it neither hotkey nor corner taps open the overlay. Bind a key of the compositor to \`invigil overlay\`.`,
  );
}

/** Whether anybody can sign in on the screen. */
function nobodyNotes({ services, access }: Exhibit): string[] {
  const isShown = services.some(({ role, url }) => role === 'display' || url !== null);
  if (!isShown || access.some(({ pin }) => pin !== null)) return [];
  const name = access.find(({ role }) => role !== 'view')?.name ?? 'floor';
  return [`Nobody can sign in on the screen: no [[access]] has a pin. \`invigil pin ${name}\` makes one.`];
}

/** Whether what people and programs sign in with is there and nobody else's. A variable is left alone: the supervisor's may be another. */
async function secretNotes({ access }: Exhibit): Promise<string[]> {
  const inFiles = access.map((one) => ({ ...one, pin: inFile(one.pin), password: inFile(one.password), token: inFile(one.token) }));
  const notes: string[] = [];
  const trouble = (text: string) => notes.push(`${text}.`);
  await readPins(inFiles, {}, trouble);
  await readPasswords(inFiles, {}, trouble);
  await readTokens(inFiles, {}, trouble);
  const files = inFiles.flatMap(({ pin, password, token }) => [pin, password, token].flatMap((secret) => secret?.file ?? []));
  const open = [...new Set(files)].filter(isOpenToOthers);
  return [...notes, ...open.map((file) => `${file} can be read by other accounts: chmod 600 ${file}`)];
}

function inFile(secret: Secret | null): { readonly file: string } | null {
  return secret !== null && 'file' in secret ? secret : null;
}

function isOpenToOthers(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && (stat.mode & 0o077) !== 0;
}
