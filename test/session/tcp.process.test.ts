import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../support/until.ts';
import { watchOne } from './support.ts';

async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

const end = (server: Server) => new Promise((resolve) => server.close(resolve));
const watchPort = (port: number, host = '127.0.0.1') => watchOne({ kind: 'tcp', host, port });

describe('a server', () => {
  it('holds while it accepts connections, and is looked at when asked for', async () => {
    const first = createServer();
    const port = await listen(first);
    const { says, said, conditions } = watchPort(port);
    await says('+ it accepts connections');
    await end(first);
    conditions.look([`tcp 127.0.0.1:${port}`]);
    await says('- connection refused');
    const second = createServer();
    await listen(second, port);
    await says('+ it accepts connections');
    expect(said).toHaveLength(3);
  });

  it('is left at once, without a word', async () => {
    const heard: string[] = [];
    let open = 0;
    const server = createServer((client: Socket) => {
      open++;
      client.on('data', (bytes) => heard.push(String(bytes))).on('error', (error) => heard.push(error.message));
      client.on('close', () => open--);
    });
    const port = await listen(server);
    const { says, conditions } = watchPort(port);
    await says('+ it accepts connections');
    conditions.look([`tcp 127.0.0.1:${port}`]);
    await until('it is left', () => open === 0);
    expect(heard).toEqual([]);
  });

  it('is reached by any of the addresses that its name has', async () => {
    const { says } = watchPort(await listen(createServer()), 'localhost');
    await says('+ it accepts connections');
  });

  it('is told by its name when that has no address', async () => {
    const { said } = watchPort(80, 'nobody.invalid');
    await until('a word', () => said[0], 15_000);
    expect(said[0]).toMatch(/^- (nobody.invalid has no address|no name server answers for nobody.invalid)/);
  });

  it('that does not accept any more does not hold', async () => {
    const hanging = await hangingServer();
    const { says } = watchPort(hanging);
    await says('- no answer');
  });

  it('is not asked, and nothing is told of it, when it was let go', async () => {
    const hanging = await hangingServer();
    const { said, conditions } = watchPort(hanging);
    await conditions.close();
    conditions.look([`tcp 127.0.0.1:${hanging}`]);
    // A later asking of the same server has had its answer: one of the first would be here as well.
    await watchPort(hanging).says('- no answer');
    expect(said).toEqual([]);
  });
});

/** A program that listens and hangs, its queue of connections full: the kernel does not answer for it any more. */
async function hangingServer(): Promise<number> {
  const program =
    "const s = require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port))";
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const port = Number(line);
  child.kill('SIGSTOP');
  // The first ones are taken into the queue, the last one is left waiting.
  const waiting = [1, 2, 3, 4].map(() => connect(port, '127.0.0.1').on('error', () => undefined));
  onTestFinished(() => {
    for (const socket of waiting) socket.destroy();
  });
  await until('the queue is full', () => waiting.filter((socket) => !socket.connecting).length >= 2);
  return port;
}
