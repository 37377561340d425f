import { resolve as absolute, dirname } from 'node:path';
import type { Condition } from '../supervisor/ports.ts';
import type { Access, Exhibit, ExhibitService, Secret, ServiceBase } from './exhibit.ts';
import { HIDDEN_SHELL, hiddenShell } from './hidden-shell.ts';
import { resolveAlerts, resolveDashboard } from './resolve-alerts.ts';
import type { File, FileService } from './schema/file.ts';
import { locate } from './schema/secret.ts';

/**
 * Makes the exhibit from a file that schema and rules have accepted. `path` is the absolute path of `exhibit.toml`, `config` the
 * exhibit's configuration folder. Headers that are secrets are read later (header-secrets.ts).
 */
export function resolve(file: File, path: string, config: string): Exhibit {
  const folder = dirname(path);
  const shell = hiddenShell(file);
  const all = shell === null ? file.service : { ...file.service, [HIDDEN_SHELL]: shell };
  const services = Object.entries(all).map(([name, service]) => resolveService(name, service, folder));
  const { name, title, colour, locale } = file.exhibit;
  return {
    name,
    title,
    colour,
    locale,
    folder,
    file: path,
    services: inStartOrder(services),
    recovery: file.recovery,
    overlay: file.overlay,
    access: (file.access ?? []).map((person) => resolveAccess(person, config)),
    incidentPictures: file.incidents.pictures,
    dashboard: resolveDashboard(file.dashboard, folder),
    metrics: file.metrics,
    alerts: resolveAlerts(file.alerts, config),
  };
}

function resolveAccess({ name, role, pin, password, token }: NonNullable<File['access']>[number], config: string): Access {
  const located = (secret: Secret | undefined) => (secret === undefined ? null : locate(secret, config));
  return { name, role, pin: located(pin), password: located(password), token: located(token) };
}

function resolveService(name: string, service: FileService, folder: string): ExhibitService {
  const isShown = service.role === 'display' || service.url !== undefined;
  const base: ServiceBase = {
    name,
    role: service.role,
    directory: absolute(folder, service.directory),
    environment: service.environment,
    environmentFile: service.environment_file === undefined ? null : absolute(folder, service.environment_file),
    before: service.before,
    waitFor: isShown ? withSession(service.wait_for) : service.wait_for,
    after: service.after,
    with: service.with,
    restart: service.restart,
    giveUp: service.give_up,
    escalate: service.escalate,
    heartbeat: { ...service.heartbeat, path: service.heartbeat.path === null ? null : absolute(folder, service.heartbeat.path) },
    ready: service.ready ?? null,
    limits: service.limits,
    busy: service.busy,
    stop: service.stop,
    log: service.log,
    backoff: service.backoff,
    storm: service.storm,
    loadTimeoutMs: service.load_timeout,
    page: {
      allow: service.allow,
      permissions: service.permissions,
      zoom: service.zoom,
      cursor: service.cursor,
      storage: service.storage,
      css: service.css === undefined ? null : absolute(folder, service.css),
      headers: Object.fromEntries(
        Object.entries(service.headers).filter((header): header is [string, string] => typeof header[1] === 'string'),
      ),
    },
    output: service.output ?? null,
  };
  if (service.command !== undefined) return { ...base, command: service.command, url: null };
  return { ...base, command: null, url: service.url ?? null };
}

/** A display waits for the session without saying so. */
function withSession(conditions: readonly Condition[]): readonly Condition[] {
  return conditions.some(({ kind }) => kind === 'session') ? conditions : [{ kind: 'session' }, ...conditions];
}

/** Each service behind what it is `after`; of those that could come next the first by name. The rules have refused circles. */
export function inStartOrder<S extends { readonly name: string; readonly after: readonly string[] }>(services: readonly S[]): S[] {
  const waiting = [...services].sort((a, b) => (a.name < b.name ? -1 : 1));
  const ordered: S[] = [];
  const done = new Set<string>();
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ after }) => after.every((other) => done.has(other)));
    if (next === -1) throw new Error('services that wait for each other');
    for (const service of waiting.splice(next, 1)) {
      ordered.push(service);
      done.add(service.name);
    }
  }
  return ordered;
}
