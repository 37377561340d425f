import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Backlog } from '../../../electron/log/writing/backlog.ts';

it('gives bytes back in the order they came, whatever the sizes', () => {
  const step = fc.oneof(
    fc.record({ push: fc.integer({ min: 0, max: 70_000 }) }),
    fc.record({ drop: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.constant({ shrink: true }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const backlog = new Backlog();
      let next = 0;
      let model: number[] = [];
      for (const step of steps) {
        if ('push' in step) {
          const bytes = Array.from({ length: step.push }, () => next++ % 251);
          backlog.push(Uint8Array.from(bytes));
          model = model.concat(bytes);
        } else if ('drop' in step) {
          const count = Math.floor(step.drop * model.length);
          backlog.drop(count);
          model = model.slice(count);
        } else backlog.shrink();
        expect(backlog.size).toBe(model.length);
        expect(backlog.oldest(backlog.size).equals(Uint8Array.from(model))).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
