import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linePrefix, type Stream } from '../../../electron/log/line.ts';
import { Echo } from '../../../electron/log/writing/echo.ts';
import { Folder } from '../folder.ts';

const ESC = '\u001b';
const line = (text: string, stream: Stream = 'out') => `${linePrefix(Date.now(), stream)}${text}\n`;

let folder: Folder;
let terminal: string;
let descriptor: number;

beforeEach(() => {
  folder = new Folder();
  terminal = join(folder.path, 'terminal');
  descriptor = -1;
});
afterEach(() => {
  closeSync(descriptor);
  folder.remove();
});

it('shows lines behind the name of their service, without marks', async () => {
  descriptor = openSync(terminal, 'w');
  const echo = new Echo(false, descriptor);
  echo.lines('core', Buffer.from(line('one') + line('starting', 'inv') + line('two', 'err')));
  echo.lines('audio', Buffer.from(line(`${ESC}[31mthree${ESC}[2J`) + line('{"level":40,"msg":"late","ms":41}')));
  echo.note('core', 'ready', 'info');
  echo.note('core', 'no sign of life\nfor 5 s', 'warning');
  await echo.idle();
  expect(readFileSync(terminal, 'utf8').split('\n')).toEqual([
    'core       | one',
    'core       | two',
    'audio      | three',
    'audio      | WARN  late ms=41',
    'core       | -- no sign of life',
    'core       | -- for 5 s',
    '',
  ]);
});

it('has a colour for each service and those of the programs', async () => {
  descriptor = openSync(terminal, 'w');
  const echo = new Echo(true, descriptor);
  echo.lines('core', Buffer.from(line(`${ESC}[31mred${ESC}[2J`)));
  echo.lines('audio', Buffer.from(line('plain')));
  await echo.idle();
  expect(readFileSync(terminal, 'utf8')).toBe(
    `${ESC}[36mcore      ${ESC}[39m | ${ESC}[31mred${ESC}[0m\n${ESC}[34maudio     ${ESC}[39m | plain\n`,
  );
});

it('waits for nobody where the terminal is held, and says what it left out', async () => {
  execFileSync('mkfifo', [terminal]);
  // Nobody reads: after 64 KiB a write hangs, as on a terminal that is held with Ctrl+S.
  const reader = await open(terminal, 'r+');
  descriptor = openSync(terminal, 'w');
  const echo = new Echo(false, descriptor);
  const flood = Buffer.from(line('x'.repeat(99)).repeat(1000));
  for (let round = 0; round < 100; round++) {
    echo.lines('core', flood);
    await new Promise(setImmediate);
  }
  let shown = '';
  const reading = (async () => {
    const buffer = Buffer.alloc(65536);
    while (!shown.endsWith('end\n')) shown += buffer.toString('latin1', 0, (await reader.read(buffer)).bytesRead);
  })();
  await echo.idle();
  writeSync(descriptor, 'end\n');
  await reading;
  await reader.close();
  const kept = shown.match(/\| x/g)?.length ?? 0;
  expect(kept).toBeLessThan(4000);
  const [, leftOut] = /-- ([\d.]+) MB of output not shown: invigil logs has it\nend\n$/.exec(shown) ?? [];
  expect(Number(leftOut)).toBeCloseTo(((100_000 - kept) * 129) / 1e6, 0);
});
