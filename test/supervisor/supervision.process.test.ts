import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Running } from '../support/running.ts';
import { startForTest } from '../support/start-for-test.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const beating = (fault = '') =>
  `command = "${process.execPath} ${FIXTURES}/beat-zmq.mjs ${fault}"\nheartbeat = { kind = "zmq", interval = "100ms", timeout = "1s" }\n`;
const plain = (words = 'sleep 1000') => `command = "${words}"\n`;

const alive = (pid: number | null) => {
  if (pid === null) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a real exhibit', () => {
  test('starts in order, comes back when killed, frozen and stuck, and ends in order', async () => {
    const exhibit = await startForTest(`[service.core]\n${beating()}[service.audio]\n${plain()}after = ["core"]\n`);
    await exhibit.reaches('core running, audio running');
    const first = await exhibit.service('core');
    process.kill(first.pid ?? 0, 'SIGKILL');
    await exhibit.until('core runs anew', async () => {
      const now = await exhibit.service('core');
      return now.state === 'running' && now.instance !== first.instance;
    });
    const second = await exhibit.service('core');
    expect(second.restarts).toBe(1);
    process.kill(second.pid ?? 0, 'SIGSTOP');
    await exhibit.until('a frozen core runs anew', async () => {
      const now = await exhibit.service('core');
      return now.state === 'running' && now.instance !== second.instance;
    });
    expect(alive(second.pid)).toBe(false);
    expect(exhibit.log('core')).toMatch(/no sign of life for 1 s/);
    const audio = (await exhibit.service('audio')).pid;
    exhibit.signal('SIGTERM');
    expect(await exhibit.ended()).toBe(0);
    expect(alive(audio)).toBe(false);
  });

  test('a stalled program is restarted though it beats', async () => {
    const stall = beating('--stall-after 300').replace('timeout = "1s"', 'timeout = "1s", stall = "1s"');
    const exhibit = await startForTest(`[service.core]\n${stall}`);
    await exhibit.until('a restart', async () => (await exhibit.service('core')).restarts > 0);
    expect(exhibit.log('core')).toMatch(/no progress for 1(\.\d)? s/);
  });

  test('what cannot start is failed, and starts as soon as it can', async () => {
    const exhibit = await startForTest('[service.core]\ncommand = "./late.sh"\n');
    await exhibit.reaches('core failed');
    exhibit.write('[service.core]\ncommand = "./late.sh"\n', { 'late.sh': '#!/bin/sh\nexec sleep 1000\n' });
    await exhibit.reaches('core running');
  });

  test('a display without a session waits and says for what', async () => {
    const exhibit = await startForTest('[service.display]\nurl = "http://127.0.0.1:9/"\n');
    await exhibit.until('it waits for the session', async () => (await exhibit.service('display')).waiting_for?.what === 'session');
    expect((await exhibit.service('display')).waiting_for?.detail).toMatch(/no Wayland compositor/);
  });
});

describe('people', () => {
  test('stop, start, restart and pause by command', async () => {
    const exhibit = await startForTest(`[service.core]\n${plain()}`);
    await exhibit.reaches('core running');
    expect((await exhibit.command('stop', { service: 'core' })).status).toBe(200);
    await exhibit.reaches('core stopped');
    expect((await exhibit.service('core')).stopped_by).toBe('person');
    await exhibit.command('start', { service: 'core' });
    await exhibit.reaches('core running');
    await exhibit.command('pause');
    process.kill((await exhibit.service('core')).pid ?? 0, 'SIGKILL');
    await exhibit.reaches('core waiting');
    expect((await exhibit.status()).state).toBe('paused');
    await exhibit.command('resume');
    await exhibit.reaches('core running');
    expect((await exhibit.command('stop', { service: 'cor' })).body).toMatch(/core/);
  });

  test('a stop holds across a restart of the supervisor', async () => {
    const exhibit = await startForTest(`[service.core]\n${plain()}[service.other]\n${plain()}`);
    await exhibit.reaches('core running, other running');
    await exhibit.command('stop', { service: 'core' });
    await exhibit.reaches('core stopped, other running');
    exhibit.signal('SIGTERM');
    await exhibit.ended();
    await exhibit.start();
    await exhibit.reaches('core stopped, other running');
  });

  test('reload restarts only what changed, and a bad file keeps the old one running and says so', async () => {
    const file = (other: string) => `[service.core]\n${plain()}[service.other]\n${plain(other)}`;
    const exhibit = await startForTest(file('sleep 2000'));
    await exhibit.reaches('core running, other running');
    const before = await exhibit.status();
    exhibit.write(file('sleep 3000'));
    const answer = await exhibit.command('reload');
    expect(JSON.parse(answer.body)).toMatchObject({ changed: ['other'] });
    await exhibit.until('other runs anew', async () => {
      const now = await exhibit.service('other');
      return now.state === 'running' && now.instance !== before.services[1]?.instance;
    });
    expect((await exhibit.service('core')).instance).toBe(before.services[0]?.instance);
    exhibit.write('[service.core]\ncomand = "sleep 1"\n');
    const refused = await exhibit.command('reload');
    expect(refused.status).toBe(422);
    expect(refused.body).toMatch(/comand/);
    exhibit.signal('SIGHUP');
    await exhibit.until('SIGHUP says it too', () => /comand/.test(exhibit.log('invigil')));
    expect(await exhibit.states()).toBe('core running, other running');
  });
});

test('what changed in an environment_file restarts its service at a reload', async () => {
  const file = '[service.core]\ncommand = "sleep 1000"\nenvironment_file = ".env"\n';
  const exhibit = await startForTest(file, { '.env': 'COLOUR=red\n' });
  await exhibit.reaches('core running');
  expect(JSON.parse((await exhibit.command('reload')).body)).toMatchObject({ changed: [] });
  exhibit.write(file, { '.env': 'COLOUR=blue\n' });
  expect(JSON.parse((await exhibit.command('reload')).body)).toMatchObject({ changed: ['core'] });
  await exhibit.reaches('core running');
});

describe('the supervisor itself', () => {
  test('a second one says who holds the exhibit', async () => {
    const exhibit = await startForTest(`[service.core]\n${plain()}`);
    const second = exhibit.spawnSupervisor();
    const code = await new Promise((resolve) => second.once('exit', resolve));
    expect(code).toBe(1);
    expect(exhibit.output).toContain(`process ${exhibit.pid}`);
  });

  test('a wrong file ends it with 78 before anything is started', async () => {
    const running = new Running('[service.core]\ncomand = "sleep 1"\n');
    onTestFinished(() => running.remove());
    const supervisor = running.spawnSupervisor();
    expect(await new Promise((resolve) => supervisor.once('exit', resolve))).toBe(78);
    expect(running.output).toMatch(/exhibit\.toml:5:1.*comand/);
  });

  test('killed, it leaves nothing behind, and the next one runs no second copy', async () => {
    const script = '#!/bin/sh\ntrap "" TERM\nsetsid sleep 1003 &\nsleep 1004 &\nwait\n';
    const exhibit = await startForTest('[service.core]\ncommand = "./spread.sh"\n', { 'spread.sh': script });
    await exhibit.reaches('core running');
    const { pid } = await exhibit.service('core');
    exhibit.signal('SIGKILL');
    await exhibit.until('core is gone', () => !alive(pid));
    await exhibit.start();
    await exhibit.reaches('core running');
    expect((await exhibit.service('core')).restarts).toBe(0);
  });
});
