import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../support/until.ts';
import { type FakeSoundOptions, FakeSoundServer } from './fake-sound-server.ts';
import { runtimeFolder, watchOne } from './support.ts';

async function soundServer(path: string, options: FakeSoundOptions = {}): Promise<FakeSoundServer> {
  mkdirSync(join(path, '..'), { recursive: true });
  const server = await FakeSoundServer.start(path, options);
  onTestFinished(() => server.end());
  return server;
}

/** Sound watched in a runtime folder where no server is yet. */
function watched() {
  const folder = runtimeFolder();
  const path = join(folder, 'pulse/native');
  return { folder, path, none: `- no sound server at ${path}`, ...watchOne({ kind: 'sound' }, { XDG_RUNTIME_DIR: folder }) };
}

it('holds when there is a default sink, through the server coming, going, and coming again', async () => {
  const { folder, path, none, says, said } = watched();
  await says(none);
  const first = await soundServer(path, { sink: 'hdmi' });
  await says('+ default sink hdmi');
  await first.end();
  await says(none);
  rmSync(join(folder, 'pulse'), { recursive: true, force: true });
  await soundServer(path, { sink: 'usb' });
  await says('+ default sink usb');
  expect(said).toHaveLength(4);
});

it('follows the default sink; the dummy is none', async () => {
  const { path, none, says } = watched();
  await says(none);
  const server = await soundServer(path);
  await says('- no default sink; PipeWire answers');
  server.sink = 'hdmi';
  await says('+ default sink hdmi');
  server.sink = 'auto_null';
  await says('- no default sink but the dummy auto_null; PipeWire answers');
  server.sink = 'usb';
  await says('+ default sink usb');
  server.sink = '@DEFAULT_SINK@';
  await says('- no default sink; PipeWire answers');
});

it('overlooks the moment without a sink between two of them', async () => {
  const { path, none, says, said } = watched();
  await says(none);
  const server = await soundServer(path, { sink: 'hdmi' });
  await says('+ default sink hdmi');
  server.sink = null;
  server.sink = 'auto_null';
  server.sink = 'usb';
  await says('+ default sink usb');
  expect(said).toHaveLength(3);
});

it('does not hold with a server that is silent, refuses, or is none', async () => {
  const silent = watched();
  await silent.says(silent.none);
  await soundServer(silent.path, { silent: true });
  await silent.says('- the sound server does not answer');
  const refusing = watched();
  await refusing.says(refusing.none);
  const strict = await soundServer(refusing.path, { refuses: true });
  await refusing.says('- the sound server refuses: access denied');
  await strict.end();
  await soundServer(refusing.path, { sink: 'hdmi' });
  await refusing.says('+ default sink hdmi');
  const stale = watched();
  await stale.says(stale.none);
  mkdirSync(join(stale.folder, 'pulse'));
  writeFileSync(stale.path, 'no socket');
  rmSync(stale.path);
  await soundServer(stale.path, { sink: 'hdmi' });
  await stale.says('+ default sink hdmi');
});

it('leaves no connection when it is let go', async () => {
  const { path, none, says, said, conditions } = watched();
  await says(none);
  const server = await soundServer(path, { sink: 'hdmi' });
  await says('+ default sink hdmi');
  conditions.want(new Map());
  await until('it is left', () => server.connections === 0);
  expect(said).toHaveLength(2);
});
