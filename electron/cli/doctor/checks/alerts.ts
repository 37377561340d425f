/** Would anybody be told? Who is named, whether their secrets are there and kept, and whether those servers answer. */
import { dirname, join } from 'node:path';
import type { AlertSettings, NtfySettings, ReceiverSettings, Secret } from '../../../config/exhibit.ts';
import { exhibitPaths } from '../../../platform/paths.ts';
import { type Check, type Finding, ok, warning } from '../finding.ts';
import type { Place } from '../place.ts';

const WAITS = 'Alerts wait on this machine until it is mended.';

export const alerts: Check = async (place) => {
  if (place.exhibit === null) return [];
  const settings = place.exhibit.alerts;
  const secrets = secretsOf(settings);
  const kept = await Promise.all(secrets.map((secret) => keptSecret(secret, place)));
  const asked = await Promise.all(settings.to.map((receiver) => askReceiver(receiver, place)));
  return [...nobody(settings), ...kept.flat(), ...asked.flat(), ...(await askPing(settings, place))];
};

/** The log is read by whoever is there already. */
function nobody({ to, ping }: AlertSettings): Finding[] {
  if (to.some(({ kind }) => kind !== 'log')) return [];
  const but = ping === null ? '' : ' but by the end of the ping';
  const found = `Nobody is told when something fails${but}: there is no [[alerts.to]]${to.length > 0 ? ' beside the log' : ''}.`;
  return [warning(found, 'Whoever comes by finds it out.', 'docs/ntfy.md says how to tell a phone.')];
}

function secretsOf({ to, ping }: AlertSettings): Secret[] {
  const all = to.flatMap((receiver): (Secret | string | null)[] => {
    if (receiver.kind === 'ntfy') return [receiver.token];
    if (receiver.kind === 'email') return [receiver.password];
    if (receiver.kind === 'webhook') return [receiver.url, receiver.secret, ...Object.values(receiver.headers)];
    return [];
  });
  return [...all, ping?.url ?? null].filter((one) => one !== null && typeof one !== 'string');
}

async function keptSecret(secret: Secret, { exhibit, environment, files, reach }: Place): Promise<Finding[]> {
  // A variable is the supervisor's: here it need not be set.
  if (!('file' in secret)) return [];
  const { file } = secret;
  const trouble = await reach.secret(secret);
  if (trouble !== null) {
    return [{ level: 'problem', found: `${trouble}.`, means: WAITS, todo: `Write it there, in one line, and: chmod 600 ${file}` }];
  }
  const mode = files.stat(file)?.mode ?? 0;
  // The folder of secrets is looked at by `ways-in`.
  const own = join(exhibitPaths(exhibit?.name ?? '', environment).config, 'secrets');
  if ((mode & 0o077) === 0 || dirname(file) === own) return [];
  return [
    {
      level: 'problem',
      found: `${file} is open to other accounts (mode ${mode.toString(8).padStart(4, '0')}).`,
      means: 'Whoever may read it can send alerts in our name.',
      todo: `chmod 600 ${file}, and change the secret if somebody else has an account here.`,
      fix() {
        files.chmod(file, 0o600);
        return `${file} is open to this account alone now.`;
      },
    },
  ];
}

async function askReceiver(receiver: ReceiverSettings, { reach, environment }: Place): Promise<Finding[]> {
  if (receiver.kind === 'ntfy') {
    if (isElsewhere(receiver.token, environment)) return [notAsked(receiver.name)];
    return [await askNtfy(receiver, reach)];
  }
  if (receiver.kind !== 'email') return [];
  const { name, host, port, password } = receiver;
  if (isElsewhere(password, environment)) return [notAsked(name)];
  const trouble = await reach.mail(receiver);
  if (trouble === null) return [ok(`${name}: the mail server ${host} answers and lets us in.`)];
  const todo = 'Look at host, port, security, user and password of it in the exhibit file.';
  return [warning(`${name}: the mail server ${host}, port ${port}: ${trouble}.`, WAITS, todo)];
}

async function askNtfy(receiver: NtfySettings & { readonly name: string }, reach: Place['reach']): Promise<Finding> {
  const { name, server, deadMansSwitch } = receiver;
  const said = await reach.ntfy(receiver);
  if (!said.ok) {
    const todo = 'Look at server, topic and token of it in the exhibit file; docs/ntfy.md says how to make a token.';
    return warning(`${name}: the ntfy server ${server}: ${said.reason}.`, WAITS, todo);
  }
  if (said.value) return ok(`${name}: the ntfy server ${server} answers, and a recovery takes the place of its alert.`);
  const silent = deadMansSwitch === null ? '' : " The dead man's switch does nothing.";
  const means = `A recovery comes as a second message.${silent}`;
  return warning(`${name}: the ntfy server ${server} is older than 2.16.`, means, 'Update the server, where it is your own.');
}

async function askPing({ ping }: AlertSettings, { reach, environment }: Place): Promise<Finding[]> {
  if (ping === null) return [];
  if (isElsewhere(ping.url, environment)) return [notAsked('The ping')];
  const trouble = await reach.address(ping.url);
  if (trouble === null) return [ok('The server that is pinged answers; whether it knows the address shows on its own page.')];
  const todo = 'Look at the address in its secret file, and at the network.';
  return [warning(`The server that is pinged cannot be asked: ${trouble}.`, 'It raises the alarm soon, or never was told to.', todo)];
}

/** In a variable that only the supervisor has. */
function isElsewhere(secret: Secret | null, environment: Place['environment']): boolean {
  return secret !== null && 'env' in secret && environment[secret.env] === undefined;
}

function notAsked(who: string): Finding {
  return ok(`${who} is not asked: its secret is in a variable of the supervisor's environment. \`invigil alert test\` tries it.`);
}
