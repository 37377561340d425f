/** The command that tries whether alerts arrive. */
import { z } from 'zod';
import { alertTestSchema } from '../documents/alerts.ts';
import { type Entry, entry } from './entry.ts';
import { ending } from './refusals.ts';

const testAlert = entry({
  name: 'test-alert',
  summary: 'Send a test alert, and say which receiver took it',
  role: 'staff',
  confirmation: false,
  arguments: z.strictObject({ receiver: z.string().max(64).nullish().describe('As in [[alerts.to]]; left out: each of them.') }),
  result: alertTestSchema,
  refused: (_, port) => ending(port),
  audit: ({ receiver }) => `send a test alert${receiver == null ? '' : ` to ${receiver}`}`,
  run: async ({ receiver }, port) => {
    const tested = await port.testAlert(receiver ?? null);
    if (tested !== null) return { ok: true, result: tested };
    return { ok: false, problem: { kind: 'bad-arguments', detail: `There is no receiver "${receiver}" in [[alerts.to]].` } };
  },
});

export const ALERTS: readonly Entry[] = [testAlert];
