/**
 * Breaks one of the programs of the running demo and shows how it comes back.
 *
 *   npm run demo:break [crash|freeze|stall|page] [SERVICE]
 *
 * It does what the world does, from outside: signals to a process, or a page that hangs. Invigil is not told.
 */
import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const INVIGIL = fileURLToPath(new URL('../../bin/invigil', import.meta.url));
const PORT = 7814;
/** Breaking takes at most the stall's patience to be seen; then the program has to start. */
const DEADLINE_MS = 60_000;

const ROLES = { core: 'the core, which moves the lanterns', audio: 'the sound', display: 'the picture' };

const WAYS = {
  crash: {
    services: ['core', 'audio', 'display'],
    says: (name) => `kills ${ROLES[name]}. Invigil sees the exit at once and starts it again.`,
    act: ({ pid }) => process.kill(pid, 'SIGKILL'),
  },
  freeze: {
    services: ['core', 'audio', 'display'],
    says: (name) => `stops ${ROLES[name]} in the middle of its work. Its beats stay away; after 3 s Invigil ends it and starts it again.`,
    act: ({ pid }) => process.kill(pid, 'SIGSTOP'),
  },
  stall: {
    services: ['core', 'audio'],
    says: (name) => `lets ${ROLES[name]} beat on while its work stands still. After 5 s without progress Invigil starts it again.`,
    act: ({ pid }) => process.kill(pid, 'SIGUSR2'),
  },
  page: {
    services: ['display'],
    says: () => 'hangs the page, as a loop without end would. Its frames stay away for 3 s; then the shell loads it again.',
    act: freezePage,
  },
};

const USAGE = `usage: npm run demo:break [crash|freeze|stall|page] [core|audio|display]
  crash    ${WAYS.crash.says('core')}
  freeze   ${WAYS.freeze.says('core')}
  stall    ${WAYS.stall.says('core')}
  page     ${WAYS.page.says()}
Left out: crash core.`;

function freezePage() {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: PORT, path: '/freeze', method: 'POST', headers: { 'x-demo': 'break' } };
    request(options, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
}

/** The demo as Invigil sees it. */
async function status() {
  const { stdout } = await promisify(execFile)(INVIGIL, ['-e', 'demo', 'status', '--json']);
  return JSON.parse(stdout);
}

async function serviceNow(name) {
  return (await status()).services.find((service) => service.name === name);
}

function fail(words, exitStatus) {
  console.error(words);
  process.exit(exitStatus);
}

function readArguments([way = 'crash', service]) {
  const known = WAYS[way];
  if (!known) fail(`"${way}" is no way to break it.\n${USAGE}`, 64);
  const name = service ?? known.services[0];
  if (!known.services.includes(name)) fail(`${way} works on ${known.services.join(', ')}; not on "${name}".\n${USAGE}`, 64);
  return { known, name };
}

/** Says every state that the service goes through until it is well again as another process, or the page is back. */
async function watch(name, before, since) {
  let last = before.state;
  while (performance.now() - since < DEADLINE_MS) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = await serviceNow(name);
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    if (now.state !== last) console.log(`  ${seconds.padStart(5)} s  ${now.state}`);
    last = now.state;
    const anew = now.instance !== before.instance || now.since !== before.since;
    if (now.state === 'running' && anew)
      return console.log(`  ${seconds.padStart(5)} s  ${name} runs again (process ${now.pid}, before ${before.pid})`);
  }
  fail(`${name} is not back after ${DEADLINE_MS / 1000} s; see npx invigil status`, 1);
}

const { known, name } = readArguments(process.argv.slice(2));
let before;
try {
  before = await serviceNow(name);
} catch (error) {
  fail(`The demo does not answer. Start it first: npm start\n${error.stderr ?? error.message}`, 69);
}
if (before?.state !== 'running')
  fail(`${name} is ${before?.state ?? 'not there'} now: there is nothing to break yet. Look: npx invigil status`, 1);

console.log(`This ${known.says(name)}`);
const since = performance.now();
await known.act(before);
await watch(name, before, since);
