/** Does a time server keep the clock right? */
import { access, readFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { askProgram, type Environment } from './program.ts';

/** systemd-timesyncd makes it when it has reached a server. Other services are asked after through timedatectl. */
const SYNCHRONISED = 'run/systemd/timesync/synchronized';
/** timedatectl wakes up a service of the system: not oftener than this, in milliseconds. */
const ASK_EVERY_MS = 3_600_000;
/** A machine that was only just switched on has not found its server yet; in milliseconds. */
const PATIENCE_MS = 600_000;

/** The result looks; it never rejects. Null: nobody says, it is too early to say, or there is no network to keep it by. */
export function createClockLook(
  root: string,
  environment: () => Environment,
  bootUptimeMs: () => number = () => uptime() * 1_000,
): () => Promise<boolean | null> {
  let asked: { readonly at: number; readonly kept: boolean | null } | null = null;
  return async () => {
    if (await exists(join(root, SYNCHRONISED))) return true;
    const now = bootUptimeMs();
    if (now < PATIENCE_MS || !(await hasNetwork(root))) return null;
    if (asked === null || now - asked.at >= ASK_EVERY_MS) asked = { at: now, kept: await timedatectl(environment()) };
    return asked.kept;
  };
}

async function timedatectl(environment: Environment): Promise<boolean | null> {
  const said = await askProgram('timedatectl', ['show', '--property=NTPSynchronized', '--value'], environment);
  return said.ok ? said.output.trim() === 'yes' : null;
}

/** A default route. */
async function hasNetwork(root: string): Promise<boolean> {
  const [four, six] = await Promise.all([read(join(root, 'proc/net/route')), read(join(root, 'proc/net/ipv6_route'))]);
  // The kernel keeps a route by the loopback for what it refuses.
  return /^\S+\t0{8}\t/m.test(four) || /^0{32} 00 .* (?!lo$)\S+$/m.test(six);
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
