/**
 * Volume and mute of the default sink, by `pactl` (package pulseaudio-utils), which speaks to PulseAudio and to PipeWire's server for
 * it. A call takes some 15 ms of another process and none of the loop's.
 */
import { z } from 'zod';
import type { Sound } from '../documents/sound.ts';
import { fresh } from '../platform/fresh.ts';
import { jsonOf } from '../platform/json.ts';
import { askProgram, type Environment, type Said } from './program.ts';

/** The document is at most so old, in milliseconds. */
const FRESH_MS = 1_000;
/** What the sound server calls a sink that leads nowhere. */
const DUMMY = 'auto_null';

const infoSchema = z.object({ default_sink_name: z.string() });
const sinksSchema = z.array(
  z.object({
    name: z.string(),
    description: z.string(),
    mute: z.boolean(),
    volume: z.record(z.string(), z.object({ value_percent: z.string().regex(/^\d+%$/) })),
  }),
);

/** What is to be changed; left out: it stays. */
export interface SoundChange {
  readonly percent?: number | undefined;
  readonly mute?: boolean | undefined;
}

export interface SoundControl {
  /** Never rejects. */
  read(): Promise<Sound>;
  /** Answers with the sound as it is then. Never rejects. */
  set(change: SoundChange): Promise<Sound>;
}

/** `environment`: that of the login session as it is now. */
export function createSound(environment: () => Environment): SoundControl {
  const pactl = (...args: readonly string[]) => askProgram('pactl', args, environment());
  const current = fresh(FRESH_MS, async () => {
    const [info, sinks] = await Promise.all([pactl('--format=json', 'info'), pactl('--format=json', 'list', 'sinks')]);
    return soundOf(info, sinks);
  });
  return {
    read: () => current.get(),
    async set({ percent, mute }) {
      current.forget();
      const before = await current.get();
      if (!before.available) return before;
      const changes = [
        ...(percent === undefined ? [] : [['set-sink-volume', '@DEFAULT_SINK@', `${percent}%`]]),
        ...(mute === undefined ? [] : [['set-sink-mute', '@DEFAULT_SINK@', mute ? '1' : '0']]),
      ];
      for (const change of changes) {
        const said = await pactl(...change);
        if (!said.ok) return { available: false, reason: whyNot(said.missing, said.words) };
      }
      current.forget();
      return current.get();
    },
  };
}

function soundOf(info: Said, sinks: Said): Sound {
  if (!info.ok) return { available: false, reason: whyNot(info.missing, info.words) };
  if (!sinks.ok) return { available: false, reason: whyNot(sinks.missing, sinks.words) };
  const name = infoSchema.safeParse(jsonOf(info.output)).data?.default_sink_name;
  const known = sinksSchema.safeParse(jsonOf(sinks.output)).data;
  if (name === undefined || known === undefined) return { available: false, reason: 'What pactl says of the sound is not understood.' };
  const sink = known.find((one) => one.name === name);
  if (name === DUMMY || sink === undefined) return { available: false, reason: 'The machine has no sound output now.' };
  const percents = Object.values(sink.volume).map(({ value_percent }) => Number.parseInt(value_percent, 10));
  return { available: true, sink: sink.description, volume_percent: Math.max(0, ...percents), muted: sink.mute };
}

function whyNot(missing: boolean, words: string): string {
  if (missing) return 'pactl, which tells and sets the volume, is not installed (package pulseaudio-utils).';
  // It may advise before and after.
  const why = /Connection failure: [A-Za-z ]+?(?= pa_|$)/.exec(words)?.[0] ?? words.replace(/\.$/, '');
  return `The sound server does not answer (${why}).`;
}
