/**
 * Who asks the API of a whole supervisor in a measure: somebody of each role with a token, and nobody. What was done, and for whom, is taken
 * from the supervisor's own events.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { ROLES, type Role } from '../../electron/command/entry.ts';
import { freePort } from '../support/free-port.ts';
import { Running } from '../support/running.ts';

export const GUESTS = ['nobody', ...ROLES] as const;
export type Guest = (typeof GUESTS)[number];

const command = z.object({ actor: z.string().nullable(), role: z.enum(ROLES).optional(), command: z.string(), outcome: z.string() });
export type Done = z.infer<typeof command>;

export class ApiGuests extends Running {
  readonly address: string;
  /** Commands that anybody asked for, in order. */
  readonly commands: Done[] = [];
  #follow: (() => void) | null = null;

  private constructor(port: number) {
    const people = ROLES.map((role) => `[[access]]\nname = "${role}"\nrole = "${role}"\ntoken = { file = "secrets/${role}.token" }\n`);
    const service = (name: string) => `[service.${name}]\ncommand = ["sleep", "100000"]\n`;
    super(`${service('core')}${service('audio')}${people.join('')}[dashboard]\nlisten = ["127.0.0.1:${port}"]\n`);
    this.address = `http://127.0.0.1:${port}`;
    // Whatever is asked for, this machine stays up.
    this.environment['DBUS_SYSTEM_BUS_ADDRESS'] = `unix:path=${join(this.folder, 'no-bus')}`;
    const secrets = join(this.folder, 'config/invigil/test/secrets');
    mkdirSync(secrets, { recursive: true, mode: 0o700 });
    for (const role of ROLES) writeFileSync(join(secrets, `${role}.token`), tokenOf(role), { mode: 0o600 });
  }

  static async open(): Promise<ApiGuests> {
    const guests = new ApiGuests(await freePort());
    await guests.start();
    await guests.until('the dashboard answers', async () => (await guests.fetch('nobody', '/healthz').catch(() => null)) !== null);
    await guests.#listen();
    return guests;
  }

  fetch(guest: Guest, path: string, options: RequestInit = {}): Promise<Response> {
    return fetch(`${this.address}${path}`, { ...options, headers: { ...options.headers, ...headersOf(guest) } });
  }

  override async remove(): Promise<void> {
    this.#follow?.();
    await super.remove();
  }

  async #listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const asked = request({ socketPath: this.socket, path: '/api/v1/events' }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          const events = `${text}${part}`.split('\n\n');
          text = events.pop() ?? '';
          for (const event of events) this.#hear(event);
        });
        // Ended with the supervisor, or by us.
        answer.on('error', () => answer.destroy());
        resolve();
      });
      asked.on('error', reject).end();
      this.#follow = () => asked.destroy();
    });
  }

  #hear(event: string): void {
    const data = /^event: command\ndata: (.*)$/m.exec(event)?.[1];
    if (data !== undefined) this.commands.push(command.parse(JSON.parse(data)));
  }
}

export function headersOf(guest: Guest): Record<string, string> {
  // Spelt so: schemathesis takes it away in this spelling, to see whether it was needed.
  return guest === 'nobody' ? {} : { Authorization: `Bearer ${tokenOf(guest)}` };
}

function tokenOf(role: Role): string {
  return `invigil_${role.padEnd(43, '0')}`;
}
