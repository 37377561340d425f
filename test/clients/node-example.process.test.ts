/** The Node example as its developer has it: outside the checkout, under a real supervisor, and without one. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import * as client from '../../resources/clients/node/invigil.mjs';
import { Running } from '../support/running.ts';
import { addedLines, codeBlocks } from './added.ts';

const project = join(import.meta.dirname, '../..');
const folder = join(project, 'resources/clients/node');
const examples = join(folder, 'examples');

let running: Running | null = null;
afterEach(async () => {
  await running?.remove();
  running = null;
});

function install(target: string): void {
  cpSync(examples, target, { recursive: true });
  mkdirSync(join(target, 'node_modules'));
  symlinkSync(project, join(target, 'node_modules', 'invigil'));
}

describe('the example', () => {
  it('adds at most 8 lines, those that the docs show', () => {
    const added = addedLines(join(examples, 'without.mjs'), join(examples, 'with.mjs'));
    expect(added.length, added.join('\n')).toBeLessThanOrEqual(8);
    expect(codeBlocks('clients-node.md', 'js')).toContain(readFileSync(join(examples, 'with.mjs'), 'utf8'));
  });

  it('is ready, beats, reports, and is restarted when it freezes', async () => {
    const toml = `[service.core]\ncommand = "${process.execPath} with.mjs 0"\nheartbeat = { kind = "zmq", interval = "100ms", timeout = "2s" }\n`;
    running = new Running(toml);
    install(join(running.folder, 'exhibit'));
    const exhibit = await running.start();
    await exhibit.reaches('core running');
    const document = join(exhibit.folder, 'run/invigil/test/health/core.json');
    const published = () => (existsSync(document) ? readFileSync(document, 'utf8') : '');
    await exhibit.until('its check is published', () => published().includes('"charts"'));
    const first = await exhibit.service('core');
    process.kill(first.pid ?? 0, 'SIGSTOP');
    await exhibit.until('it runs anew', async () => {
      const now = await exhibit.service('core');
      return now.state === 'running' && now.instance !== first.instance;
    });
    expect(exhibit.log('core')).toMatch(/no sign of life for 2 s/);
    // The client says nothing of its own.
    expect(exhibit.log('core')).not.toMatch(/invigil:|dropped|not understood/);
  });

  it('may be copied beside a program that has no packages', () => {
    const place = mkdtempSync(join(tmpdir(), 'invigil-client-'));
    try {
      for (const file of ['invigil.mjs', 'zmtp.mjs', 'notify.mjs']) cpSync(join(folder, file), join(place, file));
      const script = `import { beat } from './invigil.mjs'; beat(); beat({ progress: 1 });`;
      const environment = { PATH: process.env['PATH'], INVIGIL_SERVICE: 'core', INVIGIL_INSTANCE: 'i' };
      const run = (more: Readonly<Record<string, string>>) =>
        execFileSync('sh', ['-c', '"$0" --input-type=module -e "$1" 2>&1', process.execPath, script], {
          cwd: place,
          env: { ...environment, ...more },
          encoding: 'utf8',
        });
      expect(run({ INVIGIL_ENDPOINT: `ipc://${place}/none` })).toBe('');
      expect(run({ NOTIFY_SOCKET: `${place}/none` })).toBe(
        'invigil: a heartbeat of the kind "notify" needs a package: npm install node-unix-socket (the kind "zmq" needs none)\n',
      );
    } finally {
      rmSync(place, { recursive: true });
    }
  });
});

describe('its types', () => {
  it('are those of the code; `npx vitest -u` writes them anew', async () => {
    const place = mkdtempSync(join(tmpdir(), 'invigil-types-'));
    try {
      const options =
        '--ignoreConfig --allowJs --checkJs --strict --noUncheckedIndexedAccess --target es2022 --module nodenext --types node';
      const compiler = join(project, 'node_modules/typescript/lib/tsc.js');
      const output = ['--declaration', '--emitDeclarationOnly', '--outDir', place];
      execFileSync(process.execPath, [compiler, ...options.split(' '), ...output, join(folder, 'invigil.mjs')], {
        cwd: project,
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const formatted = execFileSync(join(project, 'node_modules/.bin/biome'), ['format', '--stdin-file-path=invigil.d.mts'], {
        cwd: project,
        input: readFileSync(join(place, 'invigil.d.mts')),
        encoding: 'utf8',
      });
      await expect(formatted).toMatchFileSnapshot('../../resources/clients/node/invigil.d.mts');
    } finally {
      rmSync(place, { recursive: true });
    }
  });

  it('serve a program in TypeScript', () => {
    const status: client.Status = 'healthy';
    client.health('camera', status, 'well');
    client.beat({ progress: 1 } satisfies client.Beat);
    // @ts-expect-error A progress is a number.
    client.progress('1');
    // @ts-expect-error There is no other request.
    client.request('coffee');
  });
});
