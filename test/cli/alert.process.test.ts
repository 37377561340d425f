import { describe, expect, it } from 'vitest';
import { alertTestSchema } from '../../electron/documents/alerts.ts';
import { type Place, placeForEachTest } from './invigil.ts';

let place: Place;

placeForEachTest((made) => {
  place = made;
});

const TEST = {
  receivers: [
    { name: 'phone', kind: 'ntfy', outcome: 'delivered', detail: 'a recovery takes the place of its alert', took_ms: 84.3 },
    { name: 'office', kind: 'email', outcome: 'failed', detail: 'nobody answers at its address and port', took_ms: 2_140 },
  ],
} as const;

describe('alert test', () => {
  it('says of each receiver whether it took it, how long that was, and why not', async () => {
    const { port } = await place.exhibit('lantern');
    port.testAlert = async () => ({ receivers: [...TEST.receivers] });
    const { exit, out, err } = await place.invigil('alert', 'test');
    expect({ exit, err }).toEqual({ exit: 1, err: '' });
    expect(out.split('\n').slice(0, 2)).toEqual([
      'phone   ntfy   took it in 84 ms: a recovery takes the place of its alert',
      'office  email  did not take it (2.1 s): nobody answers at its address and port',
    ]);
    expect(out).toContain('invigil doctor');
  });

  it('asks one alone, and is done when that took it; for programs too', async () => {
    const { port } = await place.exhibit('lantern');
    const { exit, out } = await place.invigil('alert', 'test', 'phone', '--json');
    expect(exit).toBe(0);
    expect(alertTestSchema.parse(JSON.parse(out)).receivers).toMatchObject([{ name: 'phone', outcome: 'delivered' }]);
    expect(port.beside).toEqual(['test-alert phone']);
    port.refusal = 'no such receiver';
    expect(await place.invigil('alert', 'test', 'fone')).toMatchObject({ exit: 64, err: expect.stringContaining('"fone"') });
  });

  it('that nobody is named is a failure; that nothing runs is said', async () => {
    expect(await place.invigil('alert', 'test')).toMatchObject({ exit: 69, err: expect.stringContaining('invigil run PATH') });
    const { port } = await place.exhibit('lantern');
    port.testAlert = async () => ({ receivers: [] });
    expect(await place.invigil('alert', 'test')).toMatchObject({ exit: 1, out: expect.stringContaining('no [[alerts.to]]') });
    expect(await place.invigil('alert')).toMatchObject({ exit: 64 });
  });
});
