import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSystemBus } from '../../electron/platform/system-bus.ts';
import { noBusDaemon } from '../support/bus.ts';
import { until } from '../support/until.ts';
import { FakeCompositor } from './fake-compositor.ts';
import { FakeLogind, login } from './fake-logind.ts';
import { runtimeFolder, watchSession } from './support.ts';

const { username } = userInfo();

async function compositor(folder: string, name = 'wayland-1') {
  const started = await FakeCompositor.start(join(folder, name));
  onTestFinished(() => started.end());
  return started;
}

/** A session that is watched with the eyes of this logind too. */
function watch(folder: string, address: string) {
  const bus = openSystemBus({ address, log: () => undefined });
  onTestFinished(() => bus.close());
  return watchSession({ XDG_RUNTIME_DIR: folder }, bus);
}

describe.skipIf(noBusDaemon)('a session that logind knows', () => {
  it('waits while it is locked, closing, or behind another one, and keeps its environment', async () => {
    const folder = runtimeFolder();
    const logind = await FakeLogind.start();
    const own = login();
    logind.has([own], own);
    await compositor(folder);
    const { says, conditions } = watch(folder, logind.daemon.address);
    await says('+ Wayland wayland-1');
    expect(conditions.environment()).toMatchObject({ WAYLAND_DISPLAY: 'wayland-1', XDG_SEAT: 'seat0' });
    logind.has([{ ...own, locked: true }], own);
    await says('- the screen is locked');
    expect(conditions.environment()).toMatchObject({ WAYLAND_DISPLAY: 'wayland-1' });
    logind.has([own], own);
    await says('+ Wayland wayland-1');
    logind.has([{ ...own, active: false }, login({ id: '2', uid: own.uid + 1, user: 'visitor' })], own);
    await says('- another user is at the screen: visitor');
    logind.has([{ ...own, state: 'closing' }], own);
    await says('- the session of kiosk is closing');
  });

  it('is none while the compositor is that of a login screen', async () => {
    const folder = runtimeFolder();
    const logind = await FakeLogind.start();
    const greeter = login({ class: 'greeter' });
    logind.has([greeter], greeter);
    await compositor(folder);
    const { says, said } = watch(folder, logind.daemon.address);
    await says('- a login screen is shown');
    expect(said).toHaveLength(1);
  });

  it('is explained while nobody answers', async () => {
    const folder = runtimeFolder();
    const none = `no Wayland compositor in ${folder}`;
    const logind = await FakeLogind.start();
    const { says } = watch(folder, logind.daemon.address);
    await says(`- nobody is logged in (${none})`);
    logind.has([login({ type: 'tty' })]);
    await says(`- ${username} is logged in on a text console (${none})`);
    logind.has([login({ class: 'greeter', uid: 64_999 })]);
    await says(`- a login screen is shown (${none})`);
  });

  it('is asked whether it still answers when the machine has slept', async () => {
    const folder = runtimeFolder();
    const logind = await FakeLogind.start();
    const one = await compositor(folder);
    const { says } = watch(folder, logind.daemon.address);
    await says('+ Wayland wayland-1');
    one.hang();
    logind.wakeUp();
    await says('- the compositor does not answer');
    one.answer();
    await says('+ Wayland wayland-1');
  });
});

describe.skipIf(noBusDaemon)('a session that logind does not speak of', () => {
  it('is decided by who answers, when the process is in no session', async () => {
    const folder = runtimeFolder();
    const logind = await FakeLogind.start();
    logind.has([login({ locked: true })]);
    await compositor(folder);
    await watch(folder, logind.daemon.address).says('+ Wayland wayland-1');
  });

  it('is decided by who answers, when there is no bus, and when logind hangs', async () => {
    const folder = runtimeFolder();
    await compositor(folder);
    await watch(folder, 'unix:path=/nowhere/socket').says('+ Wayland wayland-1');
    const hanging = await FakeLogind.start({ hangs: true });
    await watch(folder, hanging.daemon.address).says('+ Wayland wayland-1');
  });

  it('is followed on when the bus goes and comes back', async () => {
    const folder = runtimeFolder();
    const logind = await FakeLogind.start();
    const { says } = watch(folder, logind.daemon.address);
    const none = `no Wayland compositor in ${folder}`;
    await says(`- nobody is logged in (${none})`);
    await logind.daemon.stop();
    await logind.daemon.start();
    await logind.join();
    logind.has([login()]);
    await says(`- ${username} is logged in (${none})`);
  });
});

it('asks a compositor whether it still answers when something that waits for it has ended', async () => {
  const folder = runtimeFolder();
  const one = await compositor(folder);
  const { says, said, conditions } = watchSession({ XDG_RUNTIME_DIR: folder });
  await says('+ Wayland wayland-1');
  conditions.look(['session']);
  one.hang();
  conditions.look(['session']);
  await says('- the compositor does not answer');
  one.answer();
  await says('+ Wayland wayland-1');
  expect(said).toHaveLength(3);
});

it('does not count a screen that is in no mode', async () => {
  const folder = runtimeFolder();
  const one = await FakeCompositor.start(join(folder, 'wayland-1'), { outputs: [] });
  onTestFinished(() => one.end());
  const { says } = watchSession({ XDG_RUNTIME_DIR: folder });
  await says('- no screen is connected');
  one.plugDark(5);
  one.plug(6);
  await says('+ Wayland wayland-1');
  one.unplug(6);
  await says('- no screen is connected');
  await until('it is asked no more', () => one.connections === 1);
});
