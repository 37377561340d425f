/** By which addresses the machine is reached, and which Wi-Fi it is in. */
import { readdir } from 'node:fs/promises';
import type { NetworkInterfaceInfo } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '../documents/machine.ts';
import { askProgram, type Environment } from './program.ts';

/** IPv4 first, as people say them; without what only this machine or this wire knows. Pure. */
export function addressesOf(interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>): Machine['addresses'] {
  const all = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos.filter(({ internal, address }) => !internal && !isLinkLocal(address)).map((info) => ({ name, ...info })),
  );
  return [...all.filter(({ family }) => family === 'IPv4'), ...all.filter(({ family }) => family === 'IPv6')].map(({ name, address }) => ({
    interface: name,
    address,
  }));
}

function isLinkLocal(address: string): boolean {
  return address.startsWith('169.254.') || /^fe[89ab]/i.test(address);
}

/** Null: no Wi-Fi, or not connected. `root`: `/`. Without `iw` its interface stands for its name. */
export async function wifiOf(root: string, environment: Environment): Promise<Machine['wifi']> {
  const name = await wirelessInterface(join(root, 'sys/class/net'));
  if (name === null) return null;
  // Debian keeps it where users do not look.
  const PATH = `${environment['PATH'] ?? '/usr/bin:/bin'}:/usr/sbin:/sbin`;
  const said = await askProgram('iw', ['dev', name, 'link'], { PATH });
  if (!said.ok) return said.missing ? { name, signal_percent: null } : null;
  return linkOf(said.output);
}

async function wirelessInterface(folder: string): Promise<string | null> {
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names) {
    const entries = await readdir(join(folder, name)).catch((): string[] => []);
    if (entries.includes('phy80211')) return name;
  }
  return null;
}

/** What `iw dev NAME link` says. Pure. */
export function linkOf(text: string): Machine['wifi'] {
  const ssid = /^\s*SSID: (.*)$/m.exec(text)?.[1];
  if (ssid === undefined) return null;
  const signal = /^\s*signal: (-?\d+) dBm/m.exec(text)?.[1];
  return { name: unescaped(ssid), signal_percent: signal === undefined ? null : percentOf(Number(signal)) };
}

/** -50 dBm and more is as good as it gets, at -100 dBm nothing is left. */
function percentOf(dbm: number): number {
  return Math.min(100, Math.max(0, 2 * (dbm + 100)));
}

/** `iw` writes bytes beyond ASCII as `\xc3\xa4`. */
function unescaped(ssid: string): string {
  return ssid.replace(/(?:\\x[0-9a-f]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('\\x', ''), 'hex').toString('utf8'));
}
