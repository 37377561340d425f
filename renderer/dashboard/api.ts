/** What the dashboard asks of the supervisor, by what it is about. */
import { createContext, useContext } from 'react';
import { z } from 'zod';
import { type Alerts, alertsSchema } from '../../electron/documents/alerts.ts';
import { type Audit, auditSchema } from '../../electron/documents/audit.ts';
import { type RANGES, type ResourceHistory, resourceHistorySchema, type Strips, stripsSchema } from '../../electron/documents/history.ts';
import { type IncidentDocument, incidentDocumentSchema } from '../../electron/documents/incident.ts';
import { type Incidents, incidentsSchema } from '../../electron/documents/incidents.ts';
import { logLinesSchema } from '../../electron/documents/log-lines.ts';
import { type LogPage, logPageSchema } from '../../electron/documents/log-search.ts';
import { type Machine, machineSchema } from '../../electron/documents/machine.ts';
import { type Overview, overviewSchema } from '../../electron/documents/overview.ts';
import { type Screenshot, screenshotSchema } from '../../electron/documents/screenshot.ts';
import { type Credentials, type Session, sessionSchema } from '../../electron/documents/session.ts';
import { soundSchema } from '../../electron/documents/sound.ts';
import type { ExhibitApi, Result } from '../exhibit/api.ts';
import { askJson, askPicture } from './request.ts';

export type Range = (typeof RANGES)[number];

/** Which lines of the logs. */
export interface LogQuestion {
  /** None: those of all services. */
  readonly services: readonly string[];
  readonly search: string;
  /** A cursor: the page before it; null: the newest. */
  readonly before: string | null;
  readonly limit: number;
}

export interface Api extends ExhibitApi {
  overview(): Promise<Result<Overview>>;
  machine(): Promise<Result<Machine>>;
  incidents(): Promise<Result<Incidents>>;
  incident(number: number): Promise<Result<IncidentDocument>>;
  strips(): Promise<Result<Strips>>;
  resources(range: Range): Promise<Result<ResourceHistory>>;
  alerts(): Promise<Result<Alerts>>;
  audit(): Promise<Result<Audit>>;
  logs(question: LogQuestion): Promise<Result<LogPage>>;
  /** The screen as it is now. */
  screen(service: string): Promise<Result<Blob>>;
  takeScreenshot(service: string): Promise<Result<Screenshot>>;
}

const STRIP_HOURS = 24;
const AUDIT_LIMIT = 200;

export interface ApiOptions {
  readonly language: string;
  /** The supervisor does not know the session any more. */
  readonly signedOut: () => void;
  /** Something was done; what the supervisor answered. */
  readonly acted: (command: string, answer: unknown) => void;
}

export function createApi({ language, signedOut, acted }: ApiOptions): Api {
  async function seen<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
    const result = await answer;
    if (!result.ok && result.problem.kind === 'not-signed-in') signedOut();
    return result;
  }
  const get = <T>(path: string, schema: z.ZodType<T>) => seen(askJson({ path, language }, schema));
  async function command<T>(name: string, body: unknown, schema: z.ZodType<T>, confirmation?: string): Promise<Result<T>> {
    const result = await seen(askJson({ method: 'POST', path: `commands/${name}`, body, language, confirmation }, schema));
    if (result.ok) acted(name, result.value);
    return result;
  }
  return {
    overview: () => get('overview', overviewSchema),
    machine: () => get('machine', machineSchema),
    sound: () => get('sound', soundSchema),
    incidents: () => get('incidents', incidentsSchema),
    incident: (number) => get(`incidents/${number}`, incidentDocumentSchema),
    strips: () => get(`history/strips?hours=${STRIP_HOURS}`, stripsSchema),
    resources: (range) => get(`history/resources?range=${range}`, resourceHistorySchema),
    alerts: () => get('alerts', alertsSchema),
    audit: () => get(`audit?limit=${AUDIT_LIMIT}`, auditSchema),
    log: (service) => get(`logs/${encodeURIComponent(service)}`, logLinesSchema),
    logs: (question) => get(`logs?${logQuery(question)}`, logPageSchema),
    screen: (service) => seen(askPicture({ path: `screenshot?service=${encodeURIComponent(service)}`, language })),
    takeScreenshot: (service) => command('screenshot', { service }, screenshotSchema),
    command: (name, args, confirmation) => command(name, args, z.unknown(), confirmation),
  };
}

function logQuery({ services, search, before, limit }: LogQuestion): string {
  const query = new URLSearchParams({ limit: String(limit) });
  if (services.length > 0) query.set('services', services.join(','));
  if (search !== '') query.set('search', search);
  if (before !== null) query.set('before', before);
  return query.toString();
}

/** Of the new lines from now on, or from after this cursor on. */
export function followAddress({ services, search }: Pick<LogQuestion, 'services' | 'search'>, after: string | null): string {
  const query = new URLSearchParams();
  if (services.length > 0) query.set('services', services.join(','));
  if (search !== '') query.set('search', search);
  if (after !== null) query.set('after', after);
  return `/api/v1/logs/follow?${query}`;
}

export const pictureOfIncident = (number: number): string => `/api/v1/incidents/${number}/picture`;
export const keptPicture = (file: string): string => `/api/v1/screenshots/${encodeURIComponent(file)}`;

export const readSession = (language: string): Promise<Result<Session>> => askJson({ path: 'session', language }, sessionSchema);
export const signIn = (body: Credentials, language: string): Promise<Result<unknown>> =>
  askJson({ method: 'POST', path: 'session', body, language }, z.unknown());
export const signOut = (language: string): Promise<Result<unknown>> =>
  askJson({ method: 'DELETE', path: 'session', language }, z.unknown());

export const ApiContext = createContext<Api | null>(null);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('this part of the dashboard stands outside of a session');
  return api;
}
