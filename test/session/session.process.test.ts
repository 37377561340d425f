import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../support/until.ts';
import { FakeCompositor } from './fake-compositor.ts';
import { runtimeFolder, watchSession } from './support.ts';

async function compositor(path: string, options: Parameters<typeof FakeCompositor.start>[1] = {}) {
  const started = await FakeCompositor.start(path, options);
  onTestFinished(() => started.end());
  return started;
}

describe('a Wayland session', () => {
  it('holds when a compositor answers and has a screen', async () => {
    const folder = runtimeFolder();
    await compositor(join(folder, 'wayland-1'));
    const { says, said, conditions } = watchSession({ XDG_RUNTIME_DIR: folder });
    await says('+ Wayland wayland-1');
    expect(said).toHaveLength(1);
    expect(conditions.environment()).toMatchObject({ WAYLAND_DISPLAY: 'wayland-1', XDG_SESSION_TYPE: 'wayland' });
  });

  it('comes, goes and comes back, under another name too', async () => {
    const folder = runtimeFolder();
    const { says, said, conditions } = watchSession({ XDG_RUNTIME_DIR: folder });
    const none = `- no Wayland compositor in ${folder}`;
    await says(none);
    const first = await compositor(join(folder, 'wayland-1'));
    await says('+ Wayland wayland-1');
    await first.end();
    await says(none);
    expect(conditions.environment()).toEqual({});
    const second = await compositor(join(folder, 'wayland-1'));
    await says('+ Wayland wayland-1');
    await second.end();
    await says(none);
    await compositor(join(folder, 'wayland-7'));
    await says('+ Wayland wayland-7');
    expect(said).toHaveLength(6);
  });

  it('does not hold with a compositor that accepts and never answers, until it answers', async () => {
    const folder = runtimeFolder();
    const hanging = await compositor(join(folder, 'wayland-1'), { answers: false });
    const { says, said } = watchSession({ XDG_RUNTIME_DIR: folder });
    await says('- the compositor does not answer');
    hanging.answer();
    await says('+ Wayland wayland-1');
    expect(said).toHaveLength(2);
  });

  it('is in another compositor when the first one hangs', async () => {
    const folder = runtimeFolder();
    await compositor(join(folder, 'wayland-0'), { answers: false });
    await compositor(join(folder, 'wayland-1'));
    const { says, said } = watchSession({ XDG_RUNTIME_DIR: folder });
    await says('+ Wayland wayland-1');
    expect(said).toHaveLength(1);
  });

  it('needs a screen, and follows screens that come and go', async () => {
    const folder = runtimeFolder();
    const bare = await compositor(join(folder, 'wayland-1'), { outputs: [] });
    const { says, said, conditions } = watchSession({ XDG_RUNTIME_DIR: folder });
    await says('- no screen is connected');
    expect(conditions.environment()).toEqual({});
    bare.plug(5);
    await says('+ Wayland wayland-1');
    bare.plug(6);
    bare.unplug(5);
    bare.unplug(6);
    await says('- no screen is connected');
    expect(said).toHaveLength(3);
  });

  it('is where WAYLAND_DISPLAY says, if that answers, and stays there', async () => {
    const folder = runtimeFolder();
    await compositor(join(folder, 'wayland-0'));
    const named = await compositor(join(folder, 'kiosk'));
    const { says, said } = watchSession({ XDG_RUNTIME_DIR: folder, WAYLAND_DISPLAY: 'kiosk' });
    await says('+ Wayland kiosk');
    await named.end();
    await says('+ Wayland wayland-0');
    const again = await compositor(join(folder, 'kiosk'));
    await until('it is asked', () => again.connections === 1);
    expect(said).toHaveLength(2);
  });

  it('may be named by a path elsewhere, in a folder that is not there yet', async () => {
    const folder = runtimeFolder();
    const elsewhere = join(folder, 'elsewhere');
    const path = join(elsewhere, 'wayland-3');
    const { says, conditions } = watchSession({ XDG_RUNTIME_DIR: folder, WAYLAND_DISPLAY: path });
    await says(`- no Wayland compositor in ${folder}`);
    mkdirSync(elsewhere);
    const first = await compositor(path);
    await says('+ Wayland wayland-3');
    expect(conditions.environment().WAYLAND_DISPLAY).toBe(path);
    await first.end();
    rmSync(elsewhere, { recursive: true });
    await says(`- no Wayland compositor in ${folder}`);
    mkdirSync(elsewhere);
    await compositor(path);
    await says('+ Wayland wayland-3');
  });

  it('is not what speaks something else', async () => {
    const folder = runtimeFolder();
    const path = join(folder, 'wayland-1');
    const server = createServer((client) => client.resume().write(Buffer.alloc(16)));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const { says } = watchSession({ XDG_RUNTIME_DIR: folder });
    await says(`- the compositor at ${path} refuses: it does not speak Wayland`);
  });

  it('leaves no connection when it is closed', async () => {
    const folder = runtimeFolder();
    const one = await compositor(join(folder, 'wayland-1'));
    const { says, conditions } = watchSession({ XDG_RUNTIME_DIR: folder });
    await says('+ Wayland wayland-1');
    await conditions.close();
    await until('it is left', () => one.connections === 0);
  });
});

it('names the X server that is missing as well', async () => {
  const folder = runtimeFolder();
  const { says } = watchSession({ XDG_RUNTIME_DIR: folder, DISPLAY: ':987' });
  await says(`- no Wayland compositor in ${folder}, and no X server at :987`);
});
