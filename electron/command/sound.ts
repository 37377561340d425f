/** The command for the volume. */
import { z } from 'zod';
import { soundSchema } from '../documents/sound.ts';
import { type Entry, entry } from './entry.ts';
import { ending } from './refusals.ts';

/** Sound servers amplify beyond what is in the sound, and it is distorted; more than this helps nobody. */
const LOUDEST_PERCENT = 150;

const volume = entry({
  name: 'volume',
  summary: 'Set the volume, or mute the sound',
  role: 'staff',
  confirmation: false,
  arguments: z
    .strictObject({
      percent: z.int().min(0).max(LOUDEST_PERCENT).optional().describe('100: as loud as the sound itself.'),
      mute: z.boolean().optional(),
    })
    .refine(({ percent, mute }) => percent !== undefined || mute !== undefined, 'one of percent and mute is needed'),
  result: soundSchema,
  refused: (_, port) => ending(port),
  audit: ({ percent, mute }) => {
    const words = [percent === undefined ? null : `set the volume to ${percent} %`, mute === undefined ? null : mute ? 'mute' : 'unmute'];
    return words.filter((word) => word !== null).join(' and ');
  },
  run: async (change, port) => {
    const sound = await port.setSound(change);
    return sound.available ? { ok: true, result: sound } : { ok: false, problem: { kind: 'refused', detail: sound.reason } };
  },
});

export const SOUND: readonly Entry[] = [volume];
