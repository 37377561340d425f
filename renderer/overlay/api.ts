/**
 * What the page asks of the shell, and the answers as typed values: each is parsed with the schema of its document, so that the rest of
 * the page never meets anything else. Never throws.
 */
import { z } from 'zod';
import type { Answer, Ask, OverlayBridge } from '../../electron/documents/bridge.ts';
import { type Incidents, incidentsSchema } from '../../electron/documents/incidents.ts';
import { logLinesSchema } from '../../electron/documents/log-lines.ts';
import { type Machine, machineSchema } from '../../electron/documents/machine.ts';
import { type Overview, overviewSchema } from '../../electron/documents/overview.ts';
import { type Screenshot, screenshotSchema } from '../../electron/documents/screenshot.ts';
import { type Pad, padSchema, signedInSchema } from '../../electron/documents/sign-in.ts';
import { soundSchema } from '../../electron/documents/sound.ts';
import type { ExhibitApi, Person, Result } from '../exhibit/api.ts';

/** Who has signed in. The session itself stays in the shell. */
const personSchema = signedInSchema.omit({ session: true });
/** A `data:` address. */
const pictureSchema = z.string().startsWith('data:image/');
const anythingSchema = z.unknown();

export interface Api extends ExhibitApi {
  pad(): Promise<Result<Pad>>;
  signIn(pin: string): Promise<Result<Person>>;
  overview(): Promise<Result<Overview>>;
  machine(): Promise<Result<Machine>>;
  incidents(): Promise<Result<Incidents>>;
  picture(incident: number): Promise<Result<string>>;
  /** Has a picture taken of what visitors see on the screen of this service. */
  takeScreenshot(service: string): Promise<Result<Screenshot>>;
  /** One that was taken. */
  screenshot(file: string): Promise<Result<string>>;
  close(): void;
}

/** `signedOut`: the supervisor does not know the session any more. */
export function createApi(bridge: OverlayBridge, signedOut: () => void): Api {
  async function get<T>(ask: Ask, schema: z.ZodType<T>): Promise<Result<T>> {
    const answer: Answer = await bridge.ask(ask);
    if (!answer.ok) {
      if (answer.problem.kind === 'not-signed-in') signedOut();
      return answer;
    }
    const parsed = schema.safeParse(answer.body);
    if (parsed.success) return { ok: true, value: parsed.data };
    return {
      ok: false,
      problem: { kind: 'unreadable', detail: `The answer to "${ask.ask}" was not understood: ${z.prettifyError(parsed.error)}` },
    };
  }
  return {
    pad: () => get({ ask: 'read', document: 'sign-in' }, padSchema),
    signIn: (pin) => get({ ask: 'sign-in', pin }, personSchema),
    overview: () => get({ ask: 'read', document: 'overview' }, overviewSchema),
    machine: () => get({ ask: 'read', document: 'machine' }, machineSchema),
    sound: () => get({ ask: 'read', document: 'sound' }, soundSchema),
    incidents: () => get({ ask: 'read', document: 'incidents' }, incidentsSchema),
    log: (service) => get({ ask: 'log', service }, logLinesSchema),
    picture: (incident) => get({ ask: 'picture', incident }, pictureSchema),
    takeScreenshot: (service) => get({ ask: 'command', name: 'screenshot', arguments: { service } }, screenshotSchema),
    screenshot: (file) => get({ ask: 'screenshot', file }, pictureSchema),
    command: (name, args, confirmation) =>
      get({ ask: 'command', name, arguments: args, ...(confirmation === undefined ? {} : { confirmation }) }, anythingSchema),
    close: () => void bridge.ask({ ask: 'close' }),
  };
}
