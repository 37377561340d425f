import { describe, expect, it } from 'vitest';
import { FRESH, fromJson, keptSchema, LOST, toJson } from '../../electron/access/kept.ts';

const OLD = { version: 1, uptime_ms: 900, wrong: 4, last_ms: 800, forgiven_ms: 10, told_ms: null };
const TRIES = { wrong: 1, last_ms: 5, forgiven_ms: null, told_ms: null };

describe('what is kept of wrong ones', () => {
  it.each([
    ['a first start', FRESH],
    ['what is lost', LOST],
    ['two counts', { uptimeMs: 9, screen: FRESH.screen, network: { wrong: 3, lastAt: 7, forgivenAt: 2, toldAt: 7 } }],
  ])('of %s is read as it was written', (_, kept) => {
    expect(fromJson(keptSchema.parse(JSON.parse(JSON.stringify(toJson(kept)))))).toEqual(kept);
  });

  it('by the version before was at the screen', () => {
    expect(fromJson(keptSchema.parse(OLD))).toEqual({
      uptimeMs: 900,
      screen: { wrong: 4, lastAt: 800, forgivenAt: 10, toldAt: null },
      network: FRESH.network,
    });
  });

  it.each<[string, object]>([
    ['an unknown version', { ...OLD, version: 3 }],
    ['less than none', { ...OLD, wrong: -1 }],
    ['a time to come, of the version before', { ...OLD, last_ms: 901 }],
    ['a time to come', { version: 2, uptime_ms: 4, screen: { ...TRIES, last_ms: 0 }, network: TRIES }],
    ['one count', { version: 2, uptime_ms: 9, screen: TRIES }],
    ['something else', { ...OLD, more: 1 }],
  ])('is nothing that has %s', (_, json) => {
    expect(keptSchema.safeParse(json).success).toBe(false);
  });
});
