import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSound } from '../../electron/machine/sound.ts';
import { place } from './place.ts';

const channel = (percent: number) => ({ value: 1, value_percent: `${percent}%`, db: '0 dB' });
const hall = { name: 'hall', description: 'Hall', mute: false, volume: { left: channel(40), right: channel(37) }, index: 1 };

/** A `pactl` that answers with this, and writes down what else it was asked. */
function pactl(sink: string, sinks: unknown) {
  const { folder, program, environment, bare } = place();
  const cases = [
    `"--format=json info") echo '{"default_sink_name":"${sink}"}';;`,
    `"--format=json list sinks") echo '${JSON.stringify(sinks)}';;`,
    `*) echo "$LC_ALL $*" >> ${folder}/asked;;`,
  ];
  program('pactl', `case "$*" in\n${cases.join('\n')}\nesac`);
  const asked = () => readFileSync(join(folder, 'asked'), 'utf8');
  return { program, environment, bare, asked, sound: createSound(() => environment) };
}

it('is that of the default sink, its loudest channel', async () => {
  const { sound } = pactl('hall', [{ ...hall, name: 'other', mute: true }, hall]);
  expect(await sound.read()).toEqual({ available: true, sink: 'Hall', volume_percent: 40, muted: false });
});

it('is changed as asked, and nothing else of it', async () => {
  const { sound, asked } = pactl('hall', [hall]);
  await sound.set({ percent: 55 });
  await sound.set({ mute: true });
  await sound.set({ percent: 150, mute: false });
  expect(asked()).toBe(
    [
      'C set-sink-volume @DEFAULT_SINK@ 55%',
      'C set-sink-mute @DEFAULT_SINK@ 1',
      'C set-sink-volume @DEFAULT_SINK@ 150%',
      'C set-sink-mute @DEFAULT_SINK@ 0\n',
    ].join('\n'),
  );
});

it.each([
  ['auto_null', [{ ...hall, name: 'auto_null' }], 'The machine has no sound output now.'],
  ['hall', [], 'The machine has no sound output now.'],
  ['hall', [{ name: 'hall' }], 'What pactl says of the sound is not understood.'],
])('default sink %s of %j', async (sink, sinks, reason) => {
  const { sound } = pactl(sink, sinks);
  expect(await sound.set({ percent: 5 })).toEqual({ available: false, reason });
});

it('says what is missing, and who does not answer', async () => {
  const { program, bare, sound } = pactl('hall', [hall]);
  const said = ['It is not owned by us', 'Connection failure: Connection refused', 'pa_context_connect() failed: Connection refused'];
  program('pactl', `${said.map((line) => `echo "${line}" >&2`).join('\n')}\nexit 1`);
  const refused = 'The sound server does not answer (Connection failure: Connection refused).';
  expect(await sound.read()).toEqual({ available: false, reason: refused });
  const empty = { PATH: `${bare.PATH}/nothing` };
  expect(await createSound(() => empty).read()).toMatchObject({ available: false, reason: expect.stringContaining('pulseaudio-utils') });
});
