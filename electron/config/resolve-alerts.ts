import { resolve as absolute } from 'node:path';
import type { AlertSettings, DashboardSettings, ReceiverSettings, Secret } from './exhibit.ts';
import type { File } from './schema/file.ts';
import type { FileReceiver } from './schema/receiver.ts';
import { locate } from './schema/secret.ts';

/** What the dashboard and alerts are, from a file that schema and rules have accepted. */

/** `folder`: of `exhibit.toml`. */
export function resolveDashboard({ listen, hosts, tls, address }: File['dashboard'], folder: string): DashboardSettings {
  const pem = tls === undefined ? null : { certificate: absolute(folder, tls.certificate), key: absolute(folder, tls.key) };
  return { listen, hosts: hosts.map((name) => name.toLowerCase()), tls: pem, address: address ?? null };
}

/** `config`: the exhibit's configuration folder, which secrets are relative to. */
export function resolveAlerts({ to, ping, ...rest }: File['alerts'], config: string): AlertSettings {
  const names = receiverNames(to);
  return {
    ...rest,
    to: to.map((receiver, index) => resolveReceiver(receiver, names[index] ?? receiver.kind, config)),
    ping: ping === null ? null : { ...ping, url: locate(ping.url, config) },
  };
}

/** Its own, else its kind, from the second one on with a number. One that is added behind the others changes none of theirs. */
export function receiverNames(to: readonly Pick<FileReceiver, 'kind' | 'name'>[]): string[] {
  const taken = new Set(to.flatMap(({ name }) => name ?? []));
  return to.map(({ kind, name }) => {
    if (name !== undefined) return name;
    let given: string = kind;
    for (let number = 2; taken.has(given); number++) given = `${kind}-${number}`;
    taken.add(given);
    return given;
  });
}

const PORTS = { starttls: 587, tls: 465, none: 25 } as const;

function resolveReceiver(receiver: FileReceiver, name: string, config: string): ReceiverSettings {
  const base = { name, level: receiver.level ?? null };
  const located = (secret: Secret | undefined) => (secret === undefined ? null : locate(secret, config));
  const textOrSecret = (value: string | Secret) => (typeof value === 'string' ? value : locate(value, config));
  switch (receiver.kind) {
    case 'ntfy':
      return {
        ...base,
        kind: 'ntfy',
        server: needed(receiver.server),
        topic: needed(receiver.topic),
        token: located(receiver.token),
        pictures: receiver.pictures,
        deadMansSwitch: receiver.dead_mans_switch ?? null,
      };
    case 'email':
      return {
        ...base,
        kind: 'email',
        host: needed(receiver.host),
        port: receiver.port ?? PORTS[receiver.security],
        security: receiver.security,
        user: receiver.user ?? null,
        password: located(receiver.password),
        from: needed(receiver.from),
        to: needed(receiver.to),
        digestMs: receiver.digest,
      };
    case 'webhook':
      return {
        ...base,
        kind: 'webhook',
        url: textOrSecret(needed(receiver.url)),
        secret: located(receiver.secret),
        headers: Object.fromEntries(Object.entries(receiver.headers).map(([header, value]) => [header, textOrSecret(value)])),
        template: receiver.template ?? null,
      };
    case 'command':
      return { ...base, kind: 'command', command: needed(receiver.command) };
    case 'log':
      return { ...base, kind: 'log' };
  }
}

/** The rules have refused a receiver without it. */
function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a receiver that lacks what its kind needs');
  return value;
}
