import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { asking, type Bench, bench, by, instance, NONE, NOTIFY, program, until } from './support.ts';

const HERE = { directory: tmpdir(), environment: { PATH: process.env['PATH'] ?? '' } };

async function listening<S extends Server>(server: S, host = '127.0.0.1'): Promise<number> {
  await new Promise((resolve) => server.listen(0, host, () => resolve(null)));
  onTestFinished(() => {
    if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function') server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return port;
}

async function http(answer: RequestListener, host?: string) {
  const port = await listening(createHttp(answer), host);
  const url = `http://${host?.includes(':') ? `[${host}]` : '127.0.0.1'}:${port}/health?key=secret`;
  return { kind: 'http', url, status: null } as const;
}

const missed = ({ events }: Bench) => events.flatMap((event) => (event.type === 'missed' ? [event.detail] : []));
const firstMissed = async (seen: Bench) => {
  const all = await until(
    () => missed(seen),
    (details) => details.length > 0,
  );
  return all[0];
};
const begin = (seen: Bench, request: ReturnType<typeof by>) => {
  const environment = seen.heartbeats.open(instance(1), request);
  seen.heartbeats.started(instance(1), { ...HERE, environment: { ...HERE.environment, ...environment } });
};
const types = (seen: Bench, count: number) => until(seen.types, (all) => all.length >= count).then((all) => all.slice(0, count));

describe('a service that is asked over HTTP', () => {
  it('is ready at the first answer as wanted, beats by each, and is missed after so many failures in a row, and after each further one', async () => {
    const seen = await bench();
    let status = 503;
    const hosts: (string | undefined)[] = [];
    const question = await http((request, response) => {
      hosts.push(request.headers.host);
      response.writeHead(status).end();
    });
    begin(seen, by(asking(question, { failures: 2 })));
    await until(
      () => hosts.length,
      (asked) => asked >= 3,
    );
    expect(seen.types()).toEqual([]);
    expect(hosts[0]).toBe(new URL(question.url).host);
    status = 204;
    expect(await types(seen, 3)).toEqual(['ready', 'beat', 'beat']);
    status = 404;
    const details = await until(
      () => missed(seen),
      (all) => all.length >= 2,
    );
    // The query may be secret.
    expect(details[0]).toBe(`${question.url.replace('?key=secret', '')}: status 404, wanted 200 to 299`);
  });

  it('is not missed as long as there are not so many failures in a row', async () => {
    const seen = await bench();
    let asked = 0;
    const question = await http((_request, response) => {
      asked += 1;
      response.writeHead(asked % 3 === 1 ? 200 : 503).end();
    });
    begin(seen, by(asking(question, { failures: 3 })));
    await types(seen, 6);
    expect(missed(seen)).toEqual([]);
  });

  it('is asked nothing before its program runs, and nothing after its end', async () => {
    const seen = await bench();
    let asked = 0;
    const question = await http((_request, response) => {
      asked += 1;
      response.end();
    });
    seen.heartbeats.open(instance(1), by(asking(question)));
    await seen.heartbeats.drain();
    expect(asked).toBe(0);
    seen.heartbeats.started(instance(1), HERE);
    await types(seen, 2);
    seen.heartbeats.close(instance(1));
    const before = seen.events.length;
    const other = await bench();
    begin(other, by(asking(question)));
    await types(other, 5);
    expect(seen.events).toHaveLength(before);
  });

  it.each([
    ['a redirection', 302, null, 'status 302, wanted 200 to 299'],
    ['another status than the one wanted', 200, 418, 'status 200, wanted 418'],
  ])('is not answered by %s', async (_what, given, wanted, words) => {
    const seen = await bench();
    let status = wanted ?? 200;
    const question = await http((_request, response) => response.writeHead(status, { location: '/elsewhere' }).end());
    begin(seen, by(asking({ ...question, status: wanted }, { failures: 1 })));
    await types(seen, 2);
    status = given;
    expect(await firstMissed(seen)).toContain(words);
  });

  it('need not end its body, and may send a long one', async () => {
    const seen = await bench();
    const open = new Set<object>();
    const question = await http((request, response) => {
      open.add(request.socket);
      request.socket.on('close', () => open.delete(request.socket));
      response.write('x'.repeat(300_000));
    });
    begin(seen, by(asking(question)));
    await types(seen, 4);
    seen.heartbeats.close(instance(1));
    await until(
      () => open.size,
      (count) => count === 0,
    );
  });

  it('is reached by IPv6', async (test) => {
    const question = await http((_request, response) => response.end(), '::1').catch(() => null);
    if (question === null) return test.skip('this machine has no IPv6');
    const seen = await bench();
    begin(seen, by(asking(question)));
    expect(await types(seen, 2)).toEqual(['ready', 'beat']);
  });

  it.each([
    ['nobody listens', (server: Server) => server.close(), 'connection refused'],
    ['nobody answers', () => undefined, 'no answer within 0.1 s'],
    ['the connection is cut', (server: Server) => server.on('connection', (socket) => socket.destroy()), 'closed without an answer'],
  ])('is missed when %s', async (_what, spoil, words) => {
    const seen = await bench();
    const silent = createServer();
    const dead = await listening(silent);
    const live = await http((_request, response) => response.end());
    begin(seen, by(asking(live, { failures: 1, timeoutMs: 100 }), { ready: null }));
    await types(seen, 2);
    seen.heartbeats.close(instance(1));
    spoil(silent);
    // Ready by another question, so that the heartbeat's failures are told.
    const question = { kind: 'http', url: `http://127.0.0.1:${dead}/`, status: null } as const;
    const ready = { question: live, intervalMs: 20, timeoutMs: 5000 };
    begin(seen, by(asking(question, { failures: 1, timeoutMs: 100 }), { ready }));
    expect(await firstMissed(seen)).toContain(words);
  });
});

describe('a service that is asked over TCP', () => {
  it('is ready when it accepts, and missed when it does not', async () => {
    const seen = await bench();
    const server = createServer((socket) => socket.on('error', () => socket.destroy()));
    const port = await listening(server);
    begin(seen, by(asking({ kind: 'tcp', host: '127.0.0.1', port }, { failures: 1 })));
    expect(await types(seen, 3)).toEqual(['ready', 'beat', 'beat']);
    server.close();
    expect(await firstMissed(seen)).toBe(`127.0.0.1:${port}: connection refused`);
  });
});

describe('a service that is asked by a program', () => {
  const exec = (script: string) => ({ kind: 'exec', command: ['sh', '-c', script] }) as const;

  it('has it run in its folder and with its environment, but not as a part of the instance', async () => {
    const seen = await bench();
    const note = join(seen.folder, 'note');
    const question = exec(`echo "$PWD|$INVIGIL_SERVICE|$INVIGIL_CONTROL|$INVIGIL_INSTANCE" > ${note}.new && mv ${note}.new ${note}`);
    begin(seen, by(asking(question)));
    expect(await types(seen, 2)).toEqual(['ready', 'beat']);
    expect(readFileSync(note, 'utf8')).toBe(`${tmpdir()}|core|${join(seen.folder, 'control.sock')}|\n`);
  });

  it.each([
    ['exit 3', 'exit status 3'],
    ['echo the lamp is off >&2; echo more >&2; exit 1', 'exit status 1: the lamp is off'],
    ['yes | head -c 1000000 >&2; exit 1', 'exit status 1: y'],
    ['kill -TERM $$', 'killed by SIGTERM'],
    ['sleep 1000 & sleep 1000', 'no answer within 0.3 s'],
  ])('is missed when it runs %j', async (script, words) => {
    const seen = await bench();
    const flag = join(seen.folder, 'fail');
    begin(seen, by(asking(exec(`[ -e ${flag} ] || exit 0; ${script}`), { failures: 1, timeoutMs: 5000 })));
    await types(seen, 2);
    seen.heartbeats.close(instance(1));
    writeFileSync(flag, '');
    const ready = { question: exec('exit 0'), intervalMs: 20, timeoutMs: 5000 };
    begin(seen, by(asking(exec(script), { failures: 1, timeoutMs: words.startsWith('no answer') ? 300 : 5000 }), { ready }));
    expect(await firstMissed(seen)).toBe(words);
  });

  it.each([
    ['its timeout', 200],
    ['the end of the instance', 60_000],
  ])('ends it and what it started at %s', async (_when, timeoutMs) => {
    const seen = await bench();
    const pids = join(seen.folder, 'pids');
    begin(seen, by(asking(exec(`sleep 1000 & echo $$ $! > ${pids}.new; mv ${pids}.new ${pids}; wait`), { timeoutMs, intervalMs: 60_000 })));
    await until(
      () => existsSync(pids),
      (there) => there,
    );
    const group = readFileSync(pids, 'utf8').trim().split(' ');
    if (timeoutMs > 1000) seen.heartbeats.close(instance(1));
    const alive = () =>
      group.filter((pid) => existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')));
    await until(alive, (left) => left.length === 0);
  });

  it('is missed when it cannot be run at all', async () => {
    const seen = await bench();
    const ready = { question: exec('exit 0'), intervalMs: 20, timeoutMs: 5000 };
    const none = { kind: 'exec', command: ['/no/such/program'] } as const;
    begin(seen, by(asking(none, { failures: 1 }), { ready }));
    expect(await firstMissed(seen)).toContain('/no/such/program cannot be run');
    const odd = { kind: 'exec', command: ['a\0b'] } as const;
    seen.heartbeats.close(instance(1));
    begin(seen, by(asking(odd, { failures: 1 }), { ready }));
    await until(
      () => missed(seen),
      (all) => all.some((words) => words.includes('null bytes')),
    );
  });
});

describe('a question of its own for readiness', () => {
  it('is what makes it ready, and is not asked any more then', async () => {
    const seen = await bench();
    let asked = 0;
    let status = 500;
    const question = await http((_request, response) => {
      asked += 1;
      response.writeHead(status).end();
    });
    const ready = { question, intervalMs: 20, timeoutMs: 5000 };
    const environment = seen.heartbeats.open(instance(1), by(NOTIFY, { ready }));
    seen.heartbeats.started(instance(1), HERE);
    program(['beat-notify.py', '--interval', '10', '--say', 'STATUS=up'], environment);
    await until(
      () => seen.reports,
      (reports) => reports.length > 0 && asked >= 2,
    );
    expect(seen.types()).toEqual([]);
    status = 200;
    expect(await types(seen, 3)).toEqual(['ready', 'beat', 'beat']);
    const before = asked;
    await types(seen, 30);
    expect(asked).toBe(before);
  });

  it('serves a service without a heartbeat', async () => {
    const seen = await bench();
    const question = await http((_request, response) => response.end());
    begin(seen, by(NONE, { ready: { question, intervalMs: 20, timeoutMs: 5000 } }));
    expect(await types(seen, 1)).toEqual(['ready']);
  });
});
