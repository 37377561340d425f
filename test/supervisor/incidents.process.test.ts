import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { incidentJson } from '../../electron/cli/incidents/json.ts';
import { readAll } from '../../electron/cli/incidents/read.ts';
import { lookOf } from '../../electron/cli/terminal.ts';
import { story, type Told } from '../../electron/supervisor/story/story.ts';
import { Running } from '../support/running.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const beating = (fault: string, rest = '') =>
  `[service.core]\ncommand = "${process.execPath} ${FIXTURES}/beat-zmq.mjs ${fault}"\nheartbeat = { kind = "zmq", interval = "100ms", timeout = "1s"${rest} }\n`;
/** A script that goes wrong at its first start, and sleeps at every later one. */
const once = (wrong: string) => `#!/bin/sh\nif [ ! -e mark ]; then\ntouch mark\n${wrong}\nfi\nexec sleep 1000\n`;
const script = '[service.core]\ncommand = "./core.sh"\n';

let running: Running | null = null;

afterEach(async () => {
  await running?.remove();
  running = null;
});

async function start(toml: string, files: Readonly<Record<string, string>> = {}): Promise<Running> {
  running = new Running(toml, files);
  return running.start();
}

const all = (exhibit: Running): Told[] => readAll(join(exhibit.folder, 'state/invigil/test/history.db'), 100, undefined);

/** Waits for the first incident to be as wanted, and gives its record with its story. */
async function incident(exhibit: Running, holds: (told: Told) => boolean): Promise<Told & { readonly story: string }> {
  let found: Told | undefined;
  await exhibit.until('the incident', () => {
    found = all(exhibit)[0];
    return found !== undefined && holds(found);
  });
  if (found === undefined) throw new Error('no incident');
  const words = story(found, lookOf({ columns: 80 }, {}), Date.now()).replace(/\n {15}/g, ' ');
  return { ...found, story: words };
}

const recovered = ({ incident }: Told) => incident.outcome === 'recovered';
const begun = ({ incident }: Told) => incident.evidence.tails.some(({ lines }) => lines.length > 0);

describe('an incident of each cause says what broke, why, what was done and for how long', () => {
  test('a crash', async () => {
    const exhibit = await start(script, { 'core.sh': once('echo "no frame buffer"; exit 3') });
    const { incident: record, story } = await incident(exhibit, recovered);
    expect(record).toMatchObject({ cause: { kind: 'exit', code: 3 }, failures: 1, role: 'core' });
    expect(story).toMatch(
      /What broke +The exhibit's core \(core\) ended with exit status 3\. That was at \d\d:\d\d:\d\d on \d+ \w+ \d{4}\./,
    );
    expect(story).toMatch(/Why +Its last line was: no frame buffer/);
    expect(story).toMatch(/What was done +It was started again at once\./);
    expect(story).toMatch(/How long +Visitors were without it for [\d.]+ s\./);
    expect(story).toMatch(/\n {2}none: there is no Wayland screen/);
  });

  test('a signal', async () => {
    const exhibit = await start(script, { 'core.sh': once('kill -SEGV $$') });
    expect((await incident(exhibit, recovered)).story).toMatch(/was ended by SIGSEGV.*Why +It touched memory that is not its own/s);
  });

  test('a freeze, with the stack that the program wrote', async () => {
    const notify = 's = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\ns.connect(os.environ["NOTIFY_SOCKET"])\n';
    const program = `import faulthandler, os, socket, time\nfaulthandler.enable()\n${notify}s.send(b"READY=1")
while os.path.exists("mark"):
    s.send(b"WATCHDOG=1")
    time.sleep(0.1)
open("mark", "w").close()
def waits_for_the_camera():
    time.sleep(1000)
waits_for_the_camera()\n`;
    const heartbeat = 'heartbeat = { kind = "notify", interval = "100ms", timeout = "1s" }\nstop = { on_freeze = "SIGABRT" }\n';
    const exhibit = await start(`[service.core]\ncommand = "python3 core.py"\n${heartbeat}`, { 'core.py': program });
    const { incident: record, story } = await incident(exhibit, (told) => recovered(told) && begun(told));
    expect(record.cause).toMatchObject({ kind: 'freeze' });
    expect(record.evidence.processes).toMatchObject([{ name: 'python3', state: 'S (sleeping)' }]);
    expect(story).toMatch(/Its stack says that it was in waits_for_the_camera \(core\.py, line \d+\)\./);
    expect(story).toMatch(/froze: no sign of life for 1(\.\d)? s\./);
    expect(story).toMatch(/its process python3 \(\d+\) was waiting/);
    expect(story).toMatch(/It was asked for its stack \(on_freeze\).* It was started again/);
  });

  test('never ready, a stall, and its own word that it has to be restarted', async () => {
    const services = [
      ['core', '--never-ready', ', startup = "1s"', 'never-ready'],
      ['other', '--stall-after 200', ', stall = "1s"', 'stall'],
      ['audio', '--ready --fatal-after 300', '', 'fatal'],
    ] as const;
    const exhibit = await start(services.map(([name, fault, rest]) => beating(fault, rest).replace('core', name)).join(''));
    for (const [name, , , kind] of services) {
      await exhibit.until(kind, () => all(exhibit).some(({ incident }) => incident.service === name && incident.cause.kind === kind));
    }
    expect(JSON.stringify(all(exhibit).map(incidentJson))).toContain('"message":"the camera is gone"');
  });

  test('too much memory', async () => {
    const limits = 'limits = { memory = "100MB" }\n';
    const exhibit = await start(`${script}${limits}`, {
      'core.sh': once(`exec ${process.execPath} ${FIXTURES}/occupy-memory.mjs 300000000`),
    });
    expect((await incident(exhibit, recovered)).story).toMatch(/used \d+ MB of memory, and 100 MB are allowed\..*It was asked to end/s);
  });

  test('a start that cannot succeed', async () => {
    const exhibit = await start(script);
    await exhibit.reaches('core failed');
    exhibit.write(script, { 'core.sh': '#!/bin/sh\nexec sleep 1000\n' });
    const { story } = await incident(exhibit, recovered);
    expect(story).toMatch(/could not start: .*core\.sh/);
    expect(story).toMatch(/It was tried again every minute\./);
  });

  test('an exit status that a restart cannot mend, ended by a person', async () => {
    const exhibit = await start(script, { 'core.sh': '#!/bin/sh\nexit 78\n' });
    await exhibit.reaches('core failed');
    await exhibit.command('stop', { service: 'core' });
    const { incident: record, story } = await incident(exhibit, ({ incident }) => incident.outcome === 'stopped');
    expect(record.cause).toEqual({ kind: 'exit', code: 78, signal: null });
    expect(story).toMatch(/How long +It was stopped by hand \(.+\), after/);
  });

  test('a client of another version', async () => {
    const exhibit = await start(beating('--versions 99'));
    expect((await incident(exhibit, begun)).story).toMatch(/does not fit this version of Invigil: .*99/);
  });

  test('a device that is unplugged, and plugged in again', async () => {
    running = new Running('');
    const device = join(running.folder, 'device');
    writeFileSync(device, '');
    running.write(`${script}wait_for = [{ device = "${device}" }]\n`, {
      'core.sh': `#!/bin/sh\nwhile [ -e ${device} ]; do sleep 0.1; done\nexit 1\n`,
    });
    const exhibit = await running.start();
    await exhibit.reaches('core running');
    rmSync(device);
    await incident(exhibit, ({ incident }) => incident.cause.kind === 'condition');
    writeFileSync(device, '');
    const { incident: record, story } = await incident(exhibit, recovered);
    expect(record.failures).toBe(0);
    expect(story).toMatch(/stopped, because device .*device was gone/);
    expect(story).toMatch(/It was started again .* later, when device .* was back\./);
  });

  test('a storm, with what the ladder did', async () => {
    const patience = 'backoff = { first = "0s", then = "100ms", max = "200ms" }\nstorm = { restarts = 2, within = "10m" }\n';
    const recovery = '[recovery]\nladder = ["restart-exhibit", "safe-mode"]\n';
    const toml = `${recovery}${script}${patience}[service.audio]\ncommand = "sleep 1000"\n`;
    const exhibit = await start(toml, { 'core.sh': '#!/bin/sh\necho "nothing to show"\nexit 1\n' });
    const { incident: record, story } = await incident(exhibit, ({ incident }) => incident.outcome === 'safe-mode');
    expect(record.failures).toBeGreaterThan(4);
    expect(record.others).toEqual(['audio']);
    expect(story).toMatch(/the whole exhibit was restarted\. When that did not help, the exhibit went into safe mode\./);
    expect(story).toMatch(/How long +It ended in safe mode: visitors see the holding page, after/);
  });

  test('an end of the supervisor itself', async () => {
    const exhibit = await start(`${script}[service.audio]\ncommand = "sleep 1000"\n`, { 'core.sh': once('exit 3') });
    await incident(exhibit, recovered);
    exhibit.signal('SIGKILL');
    await exhibit.ended();
    await exhibit.start();
    await exhibit.until('the incident', () => all(exhibit).some((told) => told.incident.service === null && recovered(told)));
    const last = all(exhibit).at(-1);
    expect(last?.incident.cause).toMatchObject({ kind: 'supervisor', rebooted: false });
    expect(last && story(last, lookOf({}, {}), Date.now())).toMatch(/The supervisor was killed or crashed while the exhibit ran\./);
  });
});

test('what people do is no incident, and an end in order leaves none open', async () => {
  const exhibit = await start(script, { 'core.sh': '#!/bin/sh\nexec sleep 1000\n' });
  await exhibit.reaches('core running');
  await exhibit.command('restart', { service: 'core' });
  await exhibit.reaches('core running');
  await exhibit.command('stop', {});
  await exhibit.reaches('core stopped');
  exhibit.signal('SIGTERM');
  await exhibit.ended();
  await exhibit.start();
  exhibit.signal('SIGTERM');
  await exhibit.ended();
  expect(all(exhibit)).toEqual([]);
});
