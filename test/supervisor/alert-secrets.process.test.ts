/** A whole supervisor with a secret at every receiver, all of which fail and say the secret back: none is in its files or answers. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closeServer } from '../support/close-server.ts';
import { listen } from '../support/listen.ts';
import { Running } from '../support/running.ts';

const SECRETS = {
  'ntfy.token': 'tk_a1b2c3d4e5f6g7h8',
  'hook.header': 'open-sesame-93',
  'hook.key': 'sealed-with-wax-42',
};
const PATHS = { 'hook.url': 'services/T0A1/B2C3/x9y8z7', 'ping.url': '5f0b9c1e-77aa-4d1c' };
const ALL = [...Object.values(SECRETS), ...Object.values(PATHS)];

let running: Running;
let server: Server;
let asked: string[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    const said = `${request.url} ${JSON.stringify(request.headers)}`;
    asked.push(said);
    request.resume();
    response.writeHead(401, { 'content-type': 'text/plain' }).end(`wrong: ${said}`);
  });
  const base = `http://127.0.0.1:${await listen(server)}`;
  running = new Running(`[service.core]
command = ["sh", "-c", "exit 78"]
give_up = [78]
[dashboard]
listen = []
[metrics]
listen = []
[alerts]
ping = { url = { file = "secrets/ping.url" } }
[[alerts.to]]
kind = "ntfy"
server = "${base}"
topic = "lantern-3f9c"
token = { file = "secrets/ntfy.token" }
[[alerts.to]]
kind = "webhook"
url = { file = "secrets/hook.url" }
secret = { file = "secrets/hook.key" }
headers = { X-Pass = { file = "secrets/hook.header" } }
`);
  const folder = join(running.folder, 'config/invigil/test/secrets');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const put = (name: string, text: string) => writeFileSync(join(folder, name), `${text}\n`, { mode: 0o600 });
  for (const [name, value] of Object.entries(SECRETS)) put(name, value);
  for (const [name, path] of Object.entries(PATHS)) put(name, `${base}/${path}`);
});
afterEach(async () => {
  await running.remove();
  await closeServer(server);
});

/** Whatever the supervisor has written, databases and their logs too. */
function written(): string[] {
  return ['state', 'run'].flatMap((top) =>
    readdirSync(join(running.folder, top), { recursive: true, encoding: 'utf8' })
      .map((name) => join(running.folder, top, name))
      .filter((file) => statSync(file).isFile()),
  );
}

it('keeps them out of logs, databases, output and answers', async () => {
  await running.start();
  for (const secret of ['tk_a1b2c3d4e5f6g7h8', 'open-sesame-93', ...Object.values(PATHS)])
    await running.until(`a receiver is told ${secret}`, () => asked.some((said) => said.includes(secret)), 45_000);
  const test = await running.command('test-alert', {});
  expect(JSON.parse(test.body).receivers).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed' }]);
  const answers = await Promise.all(['alerts', 'overview', 'health', 'status'].map((name) => running.read(name)));
  running.signal('SIGTERM');
  await running.ended();
  const files = written().map((file) => [file, readFileSync(file, 'latin1')] as const);
  expect(files.map(([file]) => file.split('/').at(-1))).toEqual(
    expect.arrayContaining(['outbox.db', 'history.db', 'alerts.json', 'invigil.log']),
  );
  for (const [what, text] of [...files, ['an answer', [test.body, ...answers].join()], ['the output', running.output]] as const)
    for (const secret of ALL) expect(text.includes(secret), `${secret} in ${what}`).toBe(false);
}, 120_000);
