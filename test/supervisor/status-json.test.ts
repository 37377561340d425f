import { expect, it } from 'vitest';
import { overviewSchema } from '../../electron/documents/overview.ts';
import { statusSchema } from '../../electron/documents/status.ts';
import { overview } from '../../electron/supervisor/overview.ts';
import { statusJson } from '../../electron/supervisor/status-json.ts';
import { beside, NOW, service, snapshot } from '../support/snapshot.ts';

const waiting = { what: 'session', detail: 'no screen is connected', since: new Date(NOW).toISOString() };

it('is the shape that programs rely on, to the key', () => {
  const status = statusJson(
    snapshot({
      state: 'paused',
      pausedUntil: new Date(NOW).toISOString(),
      services: [service('display', { waitingFor: waiting, state: 'waiting', pid: null })],
    }),
  );
  expect(status).toEqual({
    schema: 1,
    exhibit: 'lantern',
    state: 'paused',
    health: 'healthy',
    paused_until: '2026-11-21T14:00:00.000Z',
    ladder: 0,
    reboots_left: 2,
    services: [
      {
        name: 'display',
        role: 'display',
        state: 'waiting',
        pid: null,
        instance: 'display-1',
        health: 'healthy',
        since: '2026-11-21T12:00:00.000Z',
        restarts: 0,
        last_beat_ms: 312,
        waiting_for: { what: 'session', detail: 'no screen is connected', since: '2026-11-21T14:00:00.000Z' },
        stopped_by: null,
      },
    ],
  });
  expect(statusSchema.parse(status)).toEqual(status);
});

it('stands beside the words in the overview', () => {
  const seen = overview(snapshot(), NOW, beside);
  expect(overviewSchema.parse(seen)).toEqual(seen);
  expect(seen.sentence.text).toBe('Everything is running.');
  expect(seen.services.map((row) => row.name)).toEqual(["the exhibit's core", 'the sound', 'the picture']);
});
