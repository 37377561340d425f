import { expect, it } from 'vitest';
import { tellAll } from '../../measure/outbox.ts';

it('100 alerts, a server in every mood, 5 kills: none is lost, and a copy comes only where a kill fell between answer and record', async () => {
  const { stored, lost, wrongCopies, disordered, copies, kills } = await tellAll(100, 5, Math.random);
  expect(kills).toBe(5);
  expect(stored.length).toBeGreaterThanOrEqual(100);
  expect({ lost, wrongCopies, disordered }).toEqual({ lost: [], wrongCopies: [], disordered: [] });
  // One receiver has one message under way at a time.
  expect(copies.length).toBeLessThanOrEqual(2 * kills);
}, 120_000);
