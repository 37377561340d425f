import { describe, expect, it } from 'vitest';
import { healthDocumentSchema } from '../../electron/health/document.ts';
import { essence, forget, healthDocument, NOTHING_SAID, withChecks, worst } from '../../electron/health/merge.ts';
import type { HealthStatus } from '../../electron/supervisor/policy/event.ts';
import { NOW, service } from '../support/snapshot.ts';

const check = (name: string, status: HealthStatus = 'healthy', timestamp: string | null = null) => ({
  name,
  status,
  message: `${name} ${status}`,
  timestamp,
  metadata: {},
});

describe('a health document', () => {
  it('has the shape that readers rely on', () => {
    const memory = withChecks(NOTHING_SAID, [check('camera', 'warning', '2026-11-21T15:00:00+02:00')], NOW);
    const document = healthDocument(service('core', { restarts: 3 }), { ...memory, errors: 2 }, NOW);
    expect(document).toEqual({
      service_name: 'core',
      overall_status: 'warning',
      checks: [
        { name: 'supervisor', status: 'healthy', message: 'running', timestamp: '2026-11-21T12:00:00.000Z', metadata: {} },
        { name: 'camera', status: 'warning', message: 'camera warning', timestamp: '2026-11-21T13:00:00.000Z', metadata: {} },
      ],
      last_updated: '2026-11-21T14:00:00.000Z',
      last_check: '2026-11-21T14:00:00.000Z',
      uptime: 7_200,
      restart_count: 3,
      error_count: 2,
    });
    expect(healthDocumentSchema.parse(document)).toEqual(document);
  });

  it.each([
    [service('core', { state: 'failed', health: 'error', reason: 'exit status 78' }), 'error', 'failed: exit status 78', 0],
    [
      service('display', {
        state: 'waiting',
        health: 'unknown',
        waitingFor: { what: 'session', detail: 'no screen is connected', since: '' },
      }),
      'unknown',
      'waiting: no screen is connected',
      0,
    ],
    [service('core', { state: 'stopped', health: 'unknown', stoppedBy: 'person' }), 'unknown', 'stopped', 0],
  ])('of a service that does not run: %#', (seen, status, message, uptime) => {
    const document = healthDocument(seen, { ...NOTHING_SAID, message: 'playing' }, NOW);
    expect([document.overall_status, document.checks[0]?.message, document.uptime]).toEqual([status, message, uptime]);
  });

  it('says what a running service says it is doing', () => {
    expect(healthDocument(service('audio'), { ...NOTHING_SAID, message: 'playing' }, NOW).checks[0]?.message).toBe('running: playing');
  });

  it('keeps the newest check of each name and the last 50 in all', () => {
    const many = Array.from({ length: 60 }, (_, place) => check(`c${place}`));
    const memory = withChecks(withChecks(NOTHING_SAID, many, NOW), [check('c20', 'error')], NOW);
    const names = healthDocument(service('core'), memory, NOW).checks.map((one) => one.name);
    expect(names).toHaveLength(50);
    expect([names[0], names[1], names.at(-1)]).toEqual(['supervisor', 'c11', 'c20']);
    expect(names.filter((name) => name === 'c20')).toHaveLength(1);
  });

  it('takes a time that nobody can read as the time of arrival', () => {
    const memory = withChecks(NOTHING_SAID, [check('camera', 'healthy', 'yesterday')], NOW);
    expect(memory.checks[0]?.timestamp).toBe('2026-11-21T14:00:00.000Z');
  });

  it('does not let a service speak as the supervisor', () => {
    const memory = withChecks(NOTHING_SAID, [check('supervisor', 'fatal')], NOW);
    expect(healthDocument(service('core'), memory, NOW).overall_status).toBe('healthy');
  });

  it('forgets checks with the start that reported them, and no errors', () => {
    const memory = { ...withChecks(NOTHING_SAID, [check('camera', 'error')], NOW), errors: 3, message: 'x' };
    expect(forget(memory)).toEqual({ ...NOTHING_SAID, errors: 3 });
  });

  it('is the same in essence when only times moved', () => {
    const of = (seen: Parameters<typeof healthDocument>[0], now: number) => essence(healthDocument(seen, NOTHING_SAID, now));
    expect(of(service('core'), NOW)).toBe(of(service('core'), NOW + 60_000));
    expect(of(service('core'), NOW)).not.toBe(of(service('core', { restarts: 1 }), NOW));
  });
});

it('calls the worst worse than unknown, and unknown worse than healthy', () => {
  expect(worst([])).toBe('healthy');
  expect(worst(['healthy', 'unknown'])).toBe('unknown');
  expect(worst(['warning', 'unknown'])).toBe('warning');
  expect(worst(['fatal', 'error', 'warning'])).toBe('fatal');
});
