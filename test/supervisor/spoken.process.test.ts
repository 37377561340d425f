import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DgramSocket } from 'node-unix-socket';
import { expect, it, onTestFinished } from 'vitest';
import type { StreamEvent } from '../../electron/supervisor/event-stream.ts';
import { toJournal } from '../../electron/supervisor/spoken.ts';
import { until } from '../support/until.ts';

const event = (type: StreamEvent['type'], data: StreamEvent['data']): StreamEvent => ({ id: 1, time: '2026-11-21T03:00:00Z', type, data });

it('the journal gets each change of a state with its fields, once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inv-'));
  const journald = new DgramSocket();
  const entries: string[] = [];
  journald.bind(join(folder, 'socket'));
  journald.on('data', (entry: Buffer) => entries.push(entry.toString()));
  const spoken = toJournal('lantern', join(folder, 'socket'));
  onTestFinished(() => {
    spoken.close();
    journald.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const running = event('service', { name: 'core', state: 'running', pid: 7 });
  spoken.tell(running);
  spoken.tell(running);
  spoken.tell(event('alert', { level: 'info', text: 'is in the log already' }));
  spoken.tell(event('exhibit', { state: 'degraded' }));
  await until('two entries', () => entries.length === 2);
  expect(entries[0]).toMatch(
    /^PRIORITY=6\nSYSLOG_IDENTIFIER=invigil\nINVIGIL_EXHIBIT=lantern\nINVIGIL_SERVICE=core\nINVIGIL_STATE=running\nMESSAGE_ID=[0-9a-f]{32}\nMESSAGE=core: running \(process 7\)\n$/,
  );
  expect(entries[1]).toMatch(/\nINVIGIL_STATE=degraded\nMESSAGE_ID=[0-9a-f]{32}\nMESSAGE=the exhibit: degraded\n$/);
});
