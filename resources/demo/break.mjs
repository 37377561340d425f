/**
 * Breaks one of the programs of the running demo and shows how it comes back.
 *
 *   npm run demo:break [crash|freeze|stall|page] [SERVICE]
 *
 * It does what the world does, from outside: signals to a process, or a page that hangs. Invigil is not told.
 */
import { execFile, spawn } from 'node:child_process';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const INVIGIL = fileURLToPath(new URL('../../bin/invigil', import.meta.url));
const PORT = 7814;
/** Breaking takes at most the stall's patience to be seen; then the program has to start. */
const DEADLINE_MS = 60_000;

const ROLES = {
  core: 'the core, which moves the lanterns',
  audio: 'the sound, which follows them',
  display: 'the picture, with its shell',
};

const WAYS = {
  crash: {
    services: ['core', 'audio', 'display'],
    says: (name) => `kills ${ROLES[name]}. Invigil sees the exit at once and starts it again.`,
    act: ({ pid }) => process.kill(pid, 'SIGKILL'),
  },
  freeze: {
    services: ['core', 'audio', 'display'],
    says: (name) =>
      `stops ${ROLES[name]}, in the middle of its work. After some seconds without a beat Invigil ends it and starts it again.`,
    act: ({ pid }) => process.kill(pid, 'SIGSTOP'),
  },
  stall: {
    services: ['core', 'audio'],
    says: (name) => `lets ${ROLES[name]}, beat on while its work stands still. After 5 s without progress Invigil starts it again.`,
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

/** The services of the demo as Invigil sees them. */
async function services() {
  const { stdout } = await promisify(execFile)(INVIGIL, ['-e', 'demo', 'status', '--json']);
  return JSON.parse(stdout).services;
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

/**
 * Shows what Invigil (`inv`), and the shell of the display, write into the log from now on, each line with the seconds since
 * `begun`, until the service is well again.
 */
async function follow(name, begun) {
  const isBack = name === 'display' ? /^page shown$/ : /^ready$/;
  const logs = spawn(INVIGIL, ['-e', 'demo', 'logs', name, '--json', '--follow', '--since', 'start'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const timer = setTimeout(() => logs.kill(), DEADLINE_MS);
  for await (const line of createInterface({ input: logs.stdout })) {
    const { time, stream, text } = JSON.parse(line);
    const seconds = (Date.parse(time) - begun) / 1000;
    if (seconds < 0 || !(stream === 'inv' || isBack.test(text))) continue;
    console.log(`${seconds.toFixed(2).padStart(7)} s  ${text}`);
    if (!isBack.test(text)) continue;
    console.log(`\nBack after ${seconds.toFixed(2)} s.`);
    clearTimeout(timer);
    logs.kill();
    return;
  }
  fail(`${name} is not back after ${DEADLINE_MS / 1000} s. Look: npx invigil status`, 1);
}

const { known, name } = readArguments(process.argv.slice(2));
let service;
try {
  service = (await services()).find((one) => one.name === name);
} catch (error) {
  fail(`The demo does not answer. Start it first: npm start\n${error.stderr || error.message}`, 69);
}
if (service?.state !== 'running')
  fail(`${name} is ${service?.state ?? 'not there'} now, nothing to break yet. Look: npx invigil status`, 1);

console.log(`This ${known.says(name)}\n`);
const begun = Date.now();
await known.act(service);
await follow(name, begun);
