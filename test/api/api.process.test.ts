import { once } from 'node:events';
import { lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { overviewSchema } from '../../electron/documents/overview.ts';
import { statusSchema } from '../../electron/documents/status.ts';
import { service, snapshot } from '../support/snapshot.ts';
import { ask, openTestDoors } from './doors.ts';

let doors: Awaited<ReturnType<typeof openTestDoors>>;

beforeEach(async () => {
  doors = await openTestDoors();
});

afterEach(() => doors.close());

describe('documents', () => {
  it('status', async () => {
    const { status, body } = await ask(doors.socketPath, 'GET', '/api/v1/status');
    expect(status).toBe(200);
    expect(statusSchema.parse(body)).toEqual(body);
  });

  it('overview', async () => {
    const { body } = await ask(doors.socketPath, 'GET', '/api/v1/overview');
    expect(overviewSchema.parse(body).sentence).toEqual({ text: 'Everything is running.', tone: 'healthy' });
  });

  it('health', async () => {
    doors.port.now = snapshot({ health: 'error', services: [service('audio', { health: 'error' })] });
    const { body } = await ask(doors.socketPath, 'GET', '/api/v1/health');
    expect(body).toMatchObject({
      exhibit: 'lantern',
      overall_status: 'error',
      services: [{ service_name: 'audio', overall_status: 'error' }],
    });
  });

  it.each([
    [{ state: 'running', health: 'healthy' }, 200],
    [{ state: 'running', health: 'warning' }, 200],
    [{ state: 'starting', health: 'unknown' }, 200],
    [{ state: 'degraded', health: 'error' }, 503],
    [{ state: 'degraded', health: 'fatal' }, 503],
    [{ state: 'safe-mode', health: 'healthy' }, 503],
    [{ state: 'paused', health: 'error' }, 200],
    [{ state: 'closed', health: 'unknown' }, 200],
    [{ state: 'stopped', health: 'healthy' }, 200],
  ] as const)('healthz of %o', async (change, status) => {
    doors.port.now = snapshot(change);
    expect(await ask(doors.socketPath, 'GET', '/healthz')).toMatchObject({ status, body: change });
  });

  it('describes itself, from the schemas that it answers with', async () => {
    const { body } = await ask(doors.socketPath, 'GET', '/api/v1/openapi.json');
    expect(body).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/api/v1/status': {
          get: {
            operationId: 'getStatus',
            responses: { 200: { content: { 'application/json': { schema: { properties: { schema: { const: 1 } } } } } } },
          },
        },
        '/api/v1/commands/pause': {
          post: {
            description: 'Needs the role staff.',
            requestBody: { content: { 'application/json': { schema: { properties: { for: { pattern: expect.any(String) } } } } } },
          },
        },
      },
    });
  });
});

describe('commands', () => {
  it('are done in the name that the client gives', async () => {
    const headers = { 'x-invigil-actor': encodeURIComponent('jörg (cli)') };
    const answer = await ask(doors.socketPath, 'POST', '/api/v1/commands/restart', { body: '{"service":"audio"}', headers });
    expect(answer).toMatchObject({ status: 200, body: {} });
    expect(doors.port.asked).toEqual([{ command: { name: 'restart', service: 'audio' }, by: 'jörg (cli)' }]);
    expect(doors.audit.map((record) => record.line)).toEqual(['jörg (cli) asked to restart audio: done']);
  });

  it("are done in the account's name when there is none, and without a body", async () => {
    expect((await ask(doors.socketPath, 'POST', '/api/v1/commands/resume')).status).toBe(200);
    expect(doors.port.asked).toEqual([{ command: { name: 'resume' }, by: `${userInfo().username} (socket)` }]);
  });

  it.each([
    ['/api/v1/commands/restrat', '{}', {}, 404, 'unknown-command', 'Did you mean "restart"?'],
    ['/api/v1/commands/stop', '{"service":"adio"}', {}, 404, 'unknown-service', 'Did you mean "audio"?'],
    ['/api/v1/commands/pause', '{"for":"soon"}', {}, 400, 'bad-arguments', 'for is "soon"'],
    ['/api/v1/commands/stop', 'null', {}, 400, 'bad-arguments', 'null'],
    ['/api/v1/commands/pause', '{"for":', {}, 400, 'bad-request', 'JSON'],
    ['/api/v1/commands/pause', `{"for":"${'x'.repeat(70_000)}"}`, {}, 413, 'too-large', 'too large'],
    ['/api/v1/commands/pause', '{}', { 'x-invigil-actor': ' ' }, 400, 'bad-request', 'X-Invigil-Actor'],
    ['/api/v1/commands/pause', '{}', { 'x-invigil-actor': '100%' }, 400, 'bad-request', 'X-Invigil-Actor'],
    ['/api/v1/commands/pause', '{}', { 'x-invigil-actor': 'a%0Ab' }, 400, 'bad-request', 'X-Invigil-Actor'],
    ['/api/v1/commands/pause', '{}', { 'x-invigil-actor': 'x'.repeat(65) }, 400, 'bad-request', 'X-Invigil-Actor'],
    ['/api/v1/pause', '{}', {}, 404, 'not-found', 'openapi.json'],
  ])('%s %s is a problem', async (path, body, headers, status, kind, detail) => {
    const answer = await ask(doors.socketPath, 'POST', path, { body, headers });
    expect(answer).toMatchObject({
      status,
      type: expect.stringMatching(/^application\/problem\+json/),
      body: { type: `urn:invigil:problem:${kind}`, status, title: expect.any(String), detail: expect.stringContaining(detail) },
    });
    expect(doors.port.asked).toEqual([]);
  });

  it('that are refused say why', async () => {
    doors.port.refusal = 'Safe mode: resume first.';
    const { status, body } = await ask(doors.socketPath, 'POST', '/api/v1/commands/start');
    expect({ status, body }).toMatchObject({ status: 409, body: { detail: 'Safe mode: resume first.' } });
  });

  it('reload gives each problem of the file', async () => {
    doors.port.reloaded = { ok: false, problems: ['exhibit.toml:1:1 one', 'exhibit.toml:2:1 two'] };
    const { status, body } = await ask(doors.socketPath, 'POST', '/api/v1/commands/reload');
    expect({ status, body }).toMatchObject({ status: 422, body: { problems: ['exhibit.toml:1:1 one', 'exhibit.toml:2:1 two'] } });
  });

  it('a bug is answered and told, and the API goes on', async () => {
    doors.port.command = () => {
      throw new Error('broken');
    };
    const answer = await ask(doors.socketPath, 'POST', '/api/v1/commands/start');
    expect(answer).toMatchObject({ status: 500, body: { type: 'urn:invigil:problem:bug' } });
    expect(JSON.stringify(answer.body)).not.toContain('broken');
    expect(doors.log.join()).toContain('broken');
    expect((await ask(doors.socketPath, 'GET', '/healthz')).status).toBe(200);
  });
});

describe('the socket', () => {
  it('is open to its owner alone, and nothing else lies beside it', () => {
    expect(lstatSync(doors.socketPath).mode & 0o777).toBe(0o600);
    expect(readdirSync(doors.folder).sort()).toEqual(['control.sock', 'health']);
  });

  it('is not taken from a supervisor that answers', async () => {
    await expect(openTestDoors(doors.folder)).rejects.toThrow('answered by another supervisor');
    expect((await ask(doors.socketPath, 'GET', '/healthz')).status).toBe(200);
  });

  it('replaces what a killed supervisor left, whatever it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'invigil-api-'));
    writeFileSync(join(folder, 'control.sock'), '');
    const again = await openTestDoors(folder);
    expect((await ask(again.socketPath, 'GET', '/healthz')).status).toBe(200);
    await again.close();
  });

  it('that somebody else has put there meanwhile stays', async () => {
    rmSync(doors.socketPath);
    const other = createServer().listen(doors.socketPath);
    await once(other, 'listening');
    await doors.api.close();
    expect(lstatSync(doors.socketPath, { throwIfNoEntry: false })?.isSocket()).toBe(true);
    other.close();
  });

  it('with a path that is too long is refused with its length', async () => {
    const folder = mkdtempSync(join(tmpdir(), `invigil-${'x'.repeat(90)}-`));
    await expect(openTestDoors(folder)).rejects.toThrow('Linux takes 107 at most');
    rmSync(folder, { recursive: true });
  });
});
