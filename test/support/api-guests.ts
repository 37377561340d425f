/**
 * Who asks the API of a whole supervisor over the network: somebody of each role, with a token and a password, and nobody. The exhibit has
 * a screen whose shell, compositor and sound are doubles, so that every command finds what it is for. What was done, and for whom, is
 * taken from the supervisor's own events.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { makePasswordLine } from '../../electron/access/password.ts';
import { ROLES, type Role } from '../../electron/command/entry.ts';
import { FakeCompositor } from '../session/fake-compositor.ts';
import { freePort } from './free-port.ts';
import { Running } from './running.ts';

export const GUESTS = ['nobody', ...ROLES] as const;
export type Guest = (typeof GUESTS)[number];

const SHELL = join(import.meta.dirname, '../fixtures/shell-double.mjs');
const SINK = { name: 'hall', description: 'Hall', mute: false, volume: { left: { value_percent: '40%' } } };
const PACTL = `case "$*" in
"--format=json info") echo '{"default_sink_name":"hall"}';;
"--format=json list sinks") echo '${JSON.stringify([SINK])}';;
esac`;

const command = z.object({ actor: z.string().nullable(), role: z.enum(ROLES).optional(), command: z.string(), outcome: z.string() });
export type Done = z.infer<typeof command>;

interface GuestOptions {
  /** Left out: there is none. */
  readonly systemBus?: string;
  /** What the last supervisor has left in `sign-in.json`. */
  readonly signIns?: object;
  /** For the end of the exhibit file. */
  readonly more?: string;
}

export class ApiGuests extends Running {
  readonly address: string;
  /** Commands that anybody asked for, in order. */
  readonly commands: Done[] = [];
  #compositor: FakeCompositor | null = null;
  #follow: (() => void) | null = null;

  private constructor(port: number, more: string) {
    super(exhibit(port) + more, { electron: `#!/bin/sh\nexec ${process.execPath} ${SHELL} "$@"\n` });
    this.address = `http://127.0.0.1:${port}`;
    const programs = join(this.folder, 'bin');
    mkdirSync(programs);
    writeFileSync(join(programs, 'pactl'), `#!/bin/sh\n${PACTL}\n`, { mode: 0o755 });
    this.environment['PATH'] = `${programs}:${process.env['PATH']}`;
    this.environment['INVIGIL_ELECTRON'] = join(this.folder, 'exhibit/electron');
    // Whatever is asked for, this machine stays up.
    this.environment['DBUS_SYSTEM_BUS_ADDRESS'] = `unix:path=${join(this.folder, 'no-bus')}`;
    const secrets = join(this.folder, 'config/invigil/test/secrets');
    mkdirSync(secrets, { recursive: true, mode: 0o700 });
    for (const role of ROLES) writeFileSync(join(secrets, `${role}.token`), tokenOf(role), { mode: 0o600 });
  }

  static async open({ systemBus, signIns, more = '' }: GuestOptions = {}): Promise<ApiGuests> {
    const guests = new ApiGuests(await freePort(), more);
    if (signIns !== undefined) {
      const state = join(guests.folder, 'state/invigil/test');
      mkdirSync(state, { recursive: true, mode: 0o700 });
      writeFileSync(join(state, 'sign-in.json'), JSON.stringify(signIns));
    }
    if (systemBus !== undefined) guests.environment['DBUS_SYSTEM_BUS_ADDRESS'] = systemBus;
    for (const role of ROLES) await guests.setPassword(role, passwordOf(role));
    guests.#compositor = await FakeCompositor.start(join(guests.folder, 'run/wayland-1'));
    try {
      await guests.begin();
      return guests;
    } catch (error) {
      await guests.remove();
      throw error;
    }
  }

  /** Starts a supervisor, also after the last was ended. */
  async begin(): Promise<void> {
    await this.start();
    await this.until('the dashboard answers', async () => (await this.fetch('nobody', '/healthz').catch(() => null)) !== null);
    await this.until('everything runs', async () => (await this.status()).services.every(({ state }) => state === 'running'));
    await this.#listen();
  }

  fetch(guest: Guest, path: string, options: RequestInit = {}): Promise<Response> {
    return fetch(`${this.address}${path}`, { ...options, headers: { ...options.headers, ...headersOf(guest) } });
  }

  async setPassword(name: string, password: string): Promise<void> {
    const file = join(this.folder, `config/invigil/test/secrets/${name}.password`);
    writeFileSync(file, `${await makePasswordLine(password)}\n`, { mode: 0o600 });
  }

  /** Writes the exhibit file anew with these roles; who has none is not in it. */
  writeRoles(roles: Readonly<Partial<Record<Role, Role>>>): void {
    this.write(exhibit(Number(new URL(this.address).port), roles));
  }

  override async remove(): Promise<void> {
    this.#follow?.();
    await super.remove();
    await this.#compositor?.end();
  }

  async #listen(): Promise<void> {
    this.#follow?.();
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

/** Without its head. */
function exhibit(port: number, roles: Readonly<Partial<Record<Role, Role>>> = { view: 'view', staff: 'staff', admin: 'admin' }): string {
  const service = (name: string) => `[service.${name}]\ncommand = ["sleep", "100000"]\n`;
  const people = Object.entries(roles).map(
    ([name, role]) =>
      `[[access]]\nname = "${name}"\nrole = "${role}"\ntoken = { file = "secrets/${name}.token" }\npassword = { file = "secrets/${name}.password" }\n`,
  );
  return [
    service('core'),
    service('audio'),
    '[service.wall]\nrole = "display"\nurl = "http://127.0.0.1:9/"\n',
    ...people,
    `[dashboard]\nlisten = ["127.0.0.1:${port}"]\n[metrics]\nlisten = []\n`,
  ].join('');
}

export function headersOf(guest: Guest): Record<string, string> {
  // Spelt so: schemathesis takes it away in this spelling, to see whether it was needed.
  return guest === 'nobody' ? {} : { Authorization: `Bearer ${tokenOf(guest)}` };
}

export function passwordOf(role: Role): string {
  return `lantern oil for ${role}`;
}

function tokenOf(role: Role): string {
  return `invigil_${role.padEnd(43, '0')}`;
}
