import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { openHistory } from '../../electron/history/history.ts';
import { tellOn } from '../../electron/incident/story.ts';
import { findSecrets } from '../../electron/platform/secrets/find.ts';
import { twoIncidents, writeHistory } from './incident-history.ts';
import { type Place, placeForEachTest } from './invigil.ts';

/** Each is planted in every place where one of its kind may turn up. */
const SECRETS = {
  password: 'hunter2-of-the-lantern',
  token: 'tk_9f8e7d6c5b4a',
  environment: 'swordfish in the sea',
  environmentFile: 'k3yInTheEnvironmentFile',
  address: 'camera-pass',
  short: 'abc1',
  ntfy: 'tk_a1b2c3d4e5f6g7',
  hook: 'https://hooks.example.org/services/T0A1/B2C3/x9y8z7',
  ping: 'https://hc-ping.example.org/5f0b9c1e-77aa',
  mail: 'the-postmans-horse',
  signing: 'sealed-with-wax-42',
};

let place: Place;

placeForEachTest((made) => {
  place = made;
});

const TOML = `schema = 1
[exhibit]
name = "lantern"
[service.core]
command = ["python3", "core.py", "--stream", "rtsp://cam:${SECRETS.address}@10.0.0.7/live"]
environment = { DB_PASSWORD = "${SECRETS.environment}", PIN_CODE = "${SECRETS.short}", LOG_LEVEL = "info" }
environment_file = ".env"
[alerts]
ping = { url = { file = "secrets/ping.url" } }
[[alerts.to]]
kind = "ntfy"
server = "https://ntfy.example.org"
topic = "lantern-3f9c"
token = { file = "secrets/ntfy.token" }
[[alerts.to]]
kind = "webhook"
url = { file = "elsewhere/hook.url" }
secret = { file = "secrets/hook.key" }
[[alerts.to]]
kind = "email"
host = "mail.example.org"
user = "lantern"
password = { file = "secrets/mail.password" }
from = "lantern@example.org"
to = ["anna@example.org"]
`;

/** An exhibit that has run, and whose programs have written every secret there is. */
beforeEach(async () => {
  const at = (...parts: string[]) => join(place.folder, ...parts);
  const write = (file: string, text: string) => {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  };
  write(at('exhibit/exhibit.toml'), TOML);
  write(at('exhibit/.env'), `# of the machine\nSIGNING=${SECRETS.environmentFile}\nCOLOUR=red\n`);
  write(at('config/invigil/lantern/site.toml'), `[exhibit]\ntitle = "At home"\n# token = { file = "elsewhere/alice.token" }\n`);
  write(at('config/invigil/lantern/secrets/alice.password'), `${SECRETS.password}\n`);
  write(at('config/invigil/lantern/elsewhere/alice.token'), SECRETS.token);
  write(at('config/invigil/lantern/secrets/ntfy.token'), `${SECRETS.ntfy}\n`);
  write(at('config/invigil/lantern/secrets/ping.url'), `${SECRETS.ping}\n`);
  write(at('config/invigil/lantern/secrets/mail.password'), `${SECRETS.mail}\n`);
  write(at('config/invigil/lantern/secrets/hook.key'), `${SECRETS.signing}\n`);
  write(at('config/invigil/lantern/elsewhere/hook.url'), `${SECRETS.hook}\n`);
  const everything = Object.values(SECRETS).join(' and ');
  const line = (text: string) => `2026-11-21T03:00:00.000Z out ${text}\n`;
  write(
    at('state/invigil/lantern/log/core.log'),
    `${line(`I say ${everything}`)}${line('rtsp://cam:camera-pass@10.0.0.7')}${line(`DB_PASSWORD=${SECRETS.environment}`)}`,
  );
  write(
    at('state/invigil/lantern/log/invigil.log'),
    `2026-11-21T03:00:00.000Z inv Invigil 0.1.0 supervises lantern from ${at('exhibit/exhibit.toml')}, process 7\n`,
  );
  write(at('state/invigil/lantern/alerts.json'), JSON.stringify({ version: 1, text: `it says ${everything}` }));
  const [first, ...others] = twoIncidents();
  if (first === undefined) throw new Error('no incident');
  const told = tellOn(first, { what: 'failed', cause: { kind: 'fatal', message: `cannot sign in with ${everything}` } }, first.detectedAt);
  const lines = [{ at: first.detectedAt, stream: 'err' as const, text: `login failed: ${everything}` }];
  const evidence = { ...first.evidence, tails: [{ at: first.detectedAt, lines }] };
  await writeHistory(place.folder, 'lantern', [{ ...told, evidence }, ...others], new Uint8Array([0xff, 0xd8]));
  const history = openHistory({ file: at('state/invigil/lantern/history.db'), log: () => undefined });
  const failed = { service: 'core', state: 'failed', health: 'unknown', reason: `it says ${everything}`, restarts: 1 };
  history.record({ changes: [{ at: Date.now(), ...failed }], audit: [], minute: null });
  await history.close();
});

/** Runs it and unpacks what it has made. */
async function unpacked(): Promise<{ readonly out: string; readonly files: ReadonlyMap<string, string> }> {
  const archive = join(place.folder, 'lantern.tar.gz');
  const { exit, out, err } = await place.invigil('support', '--output', archive);
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  expect(statSync(archive).mode & 0o777).toBe(0o600);
  const into = join(place.folder, 'unpacked');
  mkdirSync(into);
  execFileSync('tar', ['-xzf', archive, '-C', into]);
  const [top = ''] = readdirSync(into);
  expect(top).toMatch(/^invigil-support-lantern-\d{14}$/);
  const names = readdirSync(join(into, top), { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(into, top, name)).isFile(),
  );
  return { out, files: new Map(names.map((name) => [name, readFileSync(join(into, top, name), 'utf8')])) };
}

it('holds everything that helps, and no secret anywhere', async () => {
  const { out, files } = await unpacked();
  const expected = ['exhibit.toml', 'site.toml', 'effective.toml', 'check.txt', 'machine.txt', 'versions.txt', 'unit.txt', 'status.txt'];
  expected.push(
    'history.json',
    'alerts-remembered.json',
    'incidents.txt',
    'incidents.json',
    'incidents/1.txt',
    'incidents/1.jpg',
    'incidents/2.txt',
    'logs/core.log',
    'logs/invigil.log',
  );
  expect([...files.keys()]).toEqual(expect.arrayContaining(expected));
  for (const name of files.keys()) expect(out).toContain(name);
  expect(out).toContain('look before you send it');
  for (const [name, text] of files) {
    for (const [secret, value] of Object.entries(SECRETS)) {
      // What is too short to be known by itself is still hidden where its name says what it is.
      const wrong = secret === 'short' ? `PIN_CODE = "${value}"` : value;
      expect(text.includes(wrong), `${secret} in ${name}`).toBe(false);
    }
  }
  expect(files.get('exhibit.toml')).toContain('DB_PASSWORD = "[secret DB_PASSWORD]"');
  expect(files.get('exhibit.toml')).toContain('LOG_LEVEL = "info"');
  expect(files.get('logs/core.log')).toContain('I say [secret alice.password] and [secret alice.token] and');
  expect(files.get('incidents/1.txt')).toContain('[secret alice.password]');
  expect(files.get('history.json')).toContain('it says [secret alice.password]');
  expect(files.get('alerts-remembered.json')).toContain('[secret hook.url]');
  expect(files.get('versions.txt')).toMatch(/^Invigil \d/);
});

it('with a running supervisor also its status and health', async () => {
  const { folder } = await place.exhibit('lantern');
  mkdirSync(join(folder, 'health'), { recursive: true });
  writeFileSync(join(folder, 'health/core.json'), `{"service_name":"core","message":"signed in with ${SECRETS.token}"}`);
  const { files } = await unpacked();
  expect(JSON.parse(files.get('status.json') ?? '')).toMatchObject({ schema: 1, exhibit: 'lantern' });
  expect(files.get('health/core.json')).toBe('{"service_name":"core","message":"signed in with [secret alice.token]"}');
});

it('is made of a file with mistakes in it, and of a damaged history, too', async () => {
  writeFileSync(join(place.folder, 'exhibit/exhibit.toml'), `${TOML}restrt = 1\n`);
  writeFileSync(join(place.folder, 'state/invigil/lantern/history.db'), 'this is no database '.repeat(500));
  const { files } = await unpacked();
  expect(files.get('check.txt')).toContain('restrt');
  expect(files.get('incidents.txt')).toContain('file is not a database');
  expect(files.get('exhibit.toml')).not.toContain(SECRETS.environment);
});

it('knows secrets that are in the environment, by their name and because the file refers to them', async () => {
  const files = ['pin = { env = "HOME_PIN" }\n'];
  const environment = { HOME_PIN: '081547', BACKUP_PASSWORD: 'hunter2', LANG: 'en_GB.UTF-8' };
  const found = (await findSecrets({ config: place.folder, content: null, files, environment })).map(({ value }) => value);
  expect(new Set(found)).toEqual(new Set(['081547', 'hunter2']));
});

it('says when it cannot be written', async () => {
  const answer = await place.invigil('support', '--output', join(place.folder, 'nowhere/x.tar.gz'));
  expect(answer).toMatchObject({ exit: 1, out: '', err: expect.stringMatching(/cannot be written: .*no such file.*--output FILE/s) });
});
