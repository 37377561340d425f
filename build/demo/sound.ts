import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepts } from '../../electron/platform/accepts.ts';
import type { Account } from './account.ts';
import { type Helper, isInstalled, startHelper } from './helper.ts';
import { waitFor } from './session.ts';

/** The bus that wireplumber needs, PipeWire, who connects what plays to what sounds, PulseAudio's socket for programs that know only that. */
const PROGRAMS = ['dbus-daemon', 'pipewire', 'wireplumber', 'pipewire-pulse'] as const;

/** A program is up when its socket answers; the next one needs it. */
const SOCKETS: Readonly<Record<(typeof PROGRAMS)[number], string | null>> = {
  'dbus-daemon': 'bus',
  pipewire: 'pipewire-0',
  wireplumber: null,
  'pipewire-pulse': join('pulse', 'native'),
};

/** Loudspeakers that are none: what is played is heard by whoever records the monitor of `demo`. */
const NULL_SINK = `context.objects = [ { factory = adapter args = {
  factory.name = support.null-audio-sink
  node.name = demo
  node.description = "Demo without loudspeakers"
  media.class = Audio/Sink
  audio.position = [ FL FR ]
  monitor.channel-volumes = true
} } ]
`;

/** Whether a sound server answers this login. */
export async function hasSound(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const { PULSE_SERVER, XDG_RUNTIME_DIR } = environment;
  // A server elsewhere is taken at its word.
  if (PULSE_SERVER) return true;
  if (!XDG_RUNTIME_DIR) return false;
  return (await accepts(join(XDG_RUNTIME_DIR, 'pulse', 'native'))) || (await accepts(join(XDG_RUNTIME_DIR, 'pipewire-0')));
}

/** The programs of a private sound server that this machine lacks. */
export const missingForSound = (): string[] => PROGRAMS.filter((program) => !isInstalled(program));

export interface PrivateSound {
  readonly helpers: readonly Helper[];
  /** What programs need to find it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a sound server with a null sink in `folder`. */
export async function startSound(folder: string, account: Account): Promise<PrivateSound> {
  const drop = join(folder, 'config', 'pipewire', 'pipewire.conf.d');
  mkdirSync(drop, { recursive: true });
  writeFileSync(join(drop, 'null-sink.conf'), NULL_SINK);
  const state = join(folder, 'state');
  mkdirSync(state, { recursive: true });
  account.own(state);
  const bus = `unix:path=${join(folder, 'bus')}`;
  const environment = {
    XDG_RUNTIME_DIR: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_STATE_HOME: state,
    DBUS_SESSION_BUS_ADDRESS: bus,
  };
  const helpers: Helper[] = [];
  for (const program of PROGRAMS) {
    const options = program === 'dbus-daemon' ? ['--session', '--nofork', `--address=${bus}`] : [];
    const helper = startHelper({ command: [program, ...options], environment, account, folder });
    helpers.push(helper);
    const socket = SOCKETS[program];
    if (socket) await waitFor(async () => ((await accepts(join(folder, socket))) ? true : null), helper);
  }
  return { helpers, environment: { PULSE_SERVER: `unix:${join(folder, 'pulse', 'native')}`, PIPEWIRE_RUNTIME_DIR: folder } };
}
