import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HostName } from '../../electron/session/host-name.ts';
import { until } from '../support/until.ts';

/** A network namespace with two network devices in it takes root, or a kernel that lets users have their own. */
const missing = spawnSync('unshare', ['-rn', 'ip', 'link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1']).status !== 0;

describe.skipIf(missing)('the network of a machine of its own', () => {
  it('holds while there is a default route that leads out, over IPv4 or IPv6', async () => {
    const child = spawn('unshare', ['-rn', process.execPath, join(import.meta.dirname, '../fixtures/watch-network.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    onTestFinished(async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    });
    const said: string[] = [];
    createInterface(child.stdout).on('line', (line) => said.push(line));
    const ip = (...words: string[]) =>
      execFileSync('nsenter', ['-t', `${child.pid}`, '-U', '--preserve-credentials', '-n', 'ip', ...words]);
    const says = (line: string) => until(`${line}, said: ${said.join('; ')}`, () => said.at(-1) === line, 20_000);

    await says('- no default route');
    ip('link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1');
    for (const device of ['v0', 'v1']) ip('link', 'set', device, 'up');
    ip('address', 'add', '10.9.8.7/24', 'dev', 'v0');
    ip('route', 'add', 'default', 'via', '10.9.8.1');
    await says('+ default route over v0');
    ip('route', 'replace', 'blackhole', 'default');
    await says('- no default route');
    ip('-6', 'address', 'add', 'fd00::2/64', 'dev', 'v0', 'nodad');
    ip('-6', 'route', 'add', 'default', 'via', 'fd00::1');
    await says('+ default route over v0');
    ip('link', 'set', 'v0', 'down');
    await says('- no default route');
    expect(said).toHaveLength(5);
  });
});

describe('a name', () => {
  const patience = () => AbortSignal.timeout(30_000);

  it('has the addresses that the system knows', async () => {
    expect(await new HostName('localhost').addresses(patience())).toMatchObject({ found: [{}] });
  });

  it('without an address says so', async () => {
    const answer = await new HostName('nobody.invalid').addresses(patience());
    expect(answer).toMatchObject({ found: null, why: expect.stringMatching(/^(nobody.invalid has no address|no name server answers)/) });
  });

  it('is not waited for any longer than wanted', async () => {
    expect(await new HostName('localhost').addresses(AbortSignal.abort())).toEqual({
      found: null,
      why: 'no name server answers for localhost',
    });
  });
});
