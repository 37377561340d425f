import { join } from 'node:path';
import { DgramSocket } from 'node-unix-socket';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Journal } from '../../../electron/log/writing/journal.ts';
import { until } from '../../support/until.ts';
import { Folder } from '../folder.ts';

let folder: Folder;
let path: string;
let journald: DgramSocket;
let received: string[];

beforeEach(() => {
  folder = new Folder();
  path = join(folder.path, 'socket');
  received = [];
  journald = new DgramSocket();
  journald.bind(path);
  journald.on('data', (message: Buffer) => received.push(message.toString()));
});
afterEach(() => {
  vi.useRealTimers();
  journald.close();
  folder.remove();
});

async function find(): Promise<Journal> {
  const journal = Journal.find('lantern', path);
  if (!journal) throw new Error('no journal');
  return journal;
}

const stamped = (stream: string, text: string) => `2026-11-21T15:00:00.123Z ${stream} ${text}\n`;
const messages = () => received.map((message) => /^MESSAGE=(.*)$/m.exec(message)?.[1]);

it('is left out where there is none', async () => {
  expect(Journal.find('lantern', join(folder.path, 'nothing'))).toBeNull();
});

it('gets each line with its exhibit, service and priority; marks come as notes only', async () => {
  const journal = await find();
  journal.lines('core', Buffer.from(stamped('out', 'one') + stamped('inv', 'not twice') + stamped('err', 'two')));
  journal.note('core', 'three\nfour', 'error');
  await until('four messages', () => received.length === 4);
  expect(received[0]).toBe('PRIORITY=6\nSYSLOG_IDENTIFIER=invigil\nINVIGIL_EXHIBIT=lantern\nINVIGIL_SERVICE=core\nMESSAGE=one\n');
  expect(messages()).toEqual(['one', 'two', 'three', 'four']);
  expect(received.map((message) => message[9])).toEqual(['6', '5', '3', '3']);
  journal.close();
});

it('gets an alert with its kind and an id of its own', async () => {
  const journal = await find();
  journal.note('core', 'restarted too often', 'error', 'storm');
  await until('one message', () => received.length === 1);
  expect(received[0]).toMatch(/\nINVIGIL_ALERT=storm\nMESSAGE_ID=[0-9a-f]{32}\nMESSAGE=restarted too often\n$/);
  journal.close();
});

it('gets the level of a line of JSON as priority, and no escape sequences', async () => {
  const journal = await find();
  const texts = ['{"level":20,"msg":"a"}', '{"level":"error","msg":"b"}', '{"msg":"no level"}', '\u001b[31mred\u001b[39m'];
  journal.lines('core', Buffer.from(texts.map((text) => stamped('out', text)).join('')));
  await until('four messages', () => received.length === 4);
  expect(received.map((message) => message[9])).toEqual(['7', '3', '6', '6']);
  expect(messages()).toEqual([...texts.slice(0, 3), 'red']);
  journal.close();
});

it('gets at most 200 lines of a service in a second, and is told what is left out', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const journal = await find();
  const flood = Buffer.from(stamped('out', 'x').repeat(1000));
  journal.lines('core', flood);
  journal.lines('audio', Buffer.from(stamped('out', 'of another service')));
  vi.advanceTimersByTime(1000);
  journal.lines('core', Buffer.from(stamped('out', 'next second')));
  vi.useRealTimers();
  await until('the next second', () => messages().includes('next second'));
  expect(messages().filter((message) => message === 'x')).toHaveLength(200);
  expect(messages()).toContain('of another service');
  expect(messages().at(-2)).toBe(
    `${((800 * 31) / 1000).toFixed(1)} kB of output not in the journal (over 200 lines a second): see the log file`,
  );
  journal.close();
});

it('harms nobody when it goes away', async () => {
  const journal = await find();
  journald.close();
  folder.remove();
  folder = new Folder();
  journal.note('core', 'lost', 'info');
  journal.close();
});
