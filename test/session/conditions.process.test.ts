import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { SystemBus } from '../../electron/platform/system-bus.ts';
import { createConditions } from '../../electron/session/index.ts';
import type { Condition } from '../../electron/supervisor/ports.ts';
import { until } from '../support/until.ts';
import { byKey, runtimeFolder } from './support.ts';

function watched(environment: Readonly<Record<string, string>> = {}, bus?: SystemBus) {
  const said: string[] = [];
  const conditions = createConditions({
    environment,
    ...(bus === undefined ? {} : { bus }),
    dispatch: (event) => {
      if (event.type === 'condition') said.push(`${event.holds ? '+' : '-'} ${event.key}`);
    },
  });
  onTestFinished(() => conditions.close());
  return { conditions, said };
}

const device = (path: string): Condition => ({ kind: 'device', path });

it('watches nothing that nobody waits for', () => {
  const { conditions, said } = watched();
  conditions.want(new Map());
  conditions.look(['session', 'network', 'sound']);
  expect(conditions.environment()).toEqual({});
  expect(said).toEqual([]);
});

it('tells of each condition when it is first looked at, by its key', async () => {
  const folder = runtimeFolder();
  const { conditions, said } = watched({ XDG_RUNTIME_DIR: folder });
  conditions.want(
    byKey(
      { kind: 'session' },
      { kind: 'sound' },
      { kind: 'network', host: null },
      { kind: 'network', host: 'localhost' },
      device('/dev/null'),
      { kind: 'tcp', host: '127.0.0.1', port: 1 },
    ),
  );
  const told = () => said.map((words) => words.slice(2)).sort();
  const keys = ['device /dev/null', 'network', 'network localhost', 'session', 'sound', 'tcp 127.0.0.1:1'];
  await until('all were looked at', () => told().length >= keys.length, 15_000);
  expect(told()).toEqual(keys);
  expect(said).toContain('+ device /dev/null');
});

it('says when all that is wanted has been told of', async () => {
  const { conditions, said } = watched({ XDG_RUNTIME_DIR: runtimeFolder() });
  await conditions.known(60_000);
  conditions.want(byKey({ kind: 'session' }, device('/dev/null')));
  await conditions.known(60_000);
  expect(said).toHaveLength(2);
});

it('says so after the time that is given, when somebody who is asked does not answer', async () => {
  const silent = { call: () => new Promise<never>(() => undefined), listen: () => () => undefined, close: () => undefined };
  const { conditions, said } = watched({ XDG_RUNTIME_DIR: runtimeFolder() }, silent);
  conditions.want(byKey({ kind: 'session' }));
  await conditions.known(1);
  expect(said).toEqual([]);
});

it('after a reload keeps what is still wanted as it is, and lets the rest go', async () => {
  const folder = runtimeFolder();
  const [old, kept, fresh] = ['old', 'kept', 'fresh'].map((name) => join(folder, name));
  if (old === undefined || kept === undefined || fresh === undefined) throw new Error('three names');
  const { conditions, said } = watched();
  conditions.want(byKey(device(old), device(kept)));
  expect(said).toEqual([`- device ${old}`, `- device ${kept}`]);
  said.length = 0;
  conditions.want(byKey(device(kept), device(fresh)));
  expect(said).toEqual([`- device ${fresh}`]);
  for (const path of [old, kept, fresh]) writeFileSync(path, '');
  await until('both are there', () => said.includes(`+ device ${kept}`) && said.includes(`+ device ${fresh}`));
  conditions.want(byKey(device(old)));
  expect(said.filter((words) => words.endsWith(old))).toEqual([`+ device ${old}`]);
});

it('says nothing after its end', async () => {
  const path = join(runtimeFolder(), 'ttyACM0');
  const ended = watched();
  ended.conditions.want(byKey(device(path)));
  await ended.conditions.close();
  const witness = watched();
  witness.conditions.want(byKey(device(path)));
  writeFileSync(path, '');
  await until('another one sees it', () => witness.said.length === 2);
  ended.conditions.look([`device ${path}`]);
  rmSync(path);
  await until('another one sees its end', () => witness.said.length === 3);
  expect(ended.said).toEqual([`- device ${path}`]);
});
