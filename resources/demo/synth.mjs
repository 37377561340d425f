/**
 * The sound: struck tones, a soft chord below them, and a room around both. Pure arithmetic on blocks of samples.
 *
 * A struck tone is three damped resonators (two multiplications a sample each), so that a full sky costs one percent of a core.
 */

/** Samples a second. */
export const RATE = 48_000;
/** Samples in a block: 20 ms. */
export const BLOCK = 960;

const MAX_TONES = 20;
/** Multiples of the tone's frequency, how loud, and seconds until they are down to a thousandth. */
const PARTIALS = [
  { multiple: 1, level: 1, seconds: 4.5 },
  { multiple: 2.002, level: 0.28, seconds: 2.4 },
  { multiple: 4.07, level: 0.06, seconds: 0.9 },
];
/** Lengths of the room's delay lines in samples: without common divisors, so that no echo stands out. */
const ROOM = [2503, 3191, 3919, 4703];
const ROOM_FEEDBACK = 0.8;
/** Intervals of the chord in semitones above its root. */
const CHORD = [0, 7, 14, 16];

export const frequencyOf = (midi) => 440 * 2 ** ((midi - 69) / 12);

function resonator({ multiple, level, seconds }, frequency) {
  const angle = (2 * Math.PI * frequency * multiple) / RATE;
  const damping = 0.001 ** (1 / (seconds * RATE));
  return { a: 2 * damping * Math.cos(angle), b: damping * damping, y1: 0, y2: -level * Math.sin(angle) };
}

export class Synth {
  #tones = [];
  #chord = CHORD.map((_, i) => ({ phase: i, frequency: 0, wanted: 0 }));
  #room = ROOM.map((length) => ({ line: new Float32Array(length), at: 0, low: 0 }));
  #age = 0;

  /** Strikes a tone. `pan` is -1 for left to 1 for right. */
  strike({ midi, pan, level }) {
    if (this.#tones.length >= MAX_TONES) this.#tones.shift();
    const frequency = frequencyOf(midi);
    const side = ((pan * 0.8 + 1) * Math.PI) / 4;
    this.#tones.push({
      partials: PARTIALS.map((partial) => resonator(partial, frequency)),
      left: 0.15 * level * Math.cos(side),
      right: 0.15 * level * Math.sin(side),
      age: 0,
    });
  }

  /** The chord glides to a new root. */
  chord(root) {
    this.#chord.forEach((voice, i) => {
      voice.wanted = frequencyOf(root + CHORD[i]);
      if (voice.frequency === 0) voice.frequency = voice.wanted;
    });
  }

  /** The next block, as interleaved 16 bit samples of two channels. */
  render() {
    const out = new Int16Array(2 * BLOCK);
    const dry = new Float32Array(2 * BLOCK);
    this.#addTones(dry);
    this.#addChord(dry);
    for (let i = 0; i < BLOCK; i++) {
      const room = this.#walls(dry[2 * i] + dry[2 * i + 1]);
      // The first two seconds come in gently: after a restart nobody should start.
      const fade = Math.min(1, (this.#age + i) / (2 * RATE));
      out[2 * i] = 32_767 * Math.tanh(fade * (dry[2 * i] + room.left));
      out[2 * i + 1] = 32_767 * Math.tanh(fade * (dry[2 * i + 1] + room.right));
    }
    this.#age += BLOCK;
    return Buffer.from(out.buffer);
  }

  #addTones(dry) {
    for (const tone of this.#tones) {
      for (let i = 0; i < BLOCK; i++) {
        let sum = 0;
        for (const p of tone.partials) {
          const y = p.a * p.y1 - p.b * p.y2;
          p.y2 = p.y1;
          p.y1 = y;
          sum += y;
        }
        // 12 ms of attack: a felt mallet, not a click.
        const value = sum * Math.min(1, (tone.age + i) / 576);
        dry[2 * i] += tone.left * value;
        dry[2 * i + 1] += tone.right * value;
      }
      tone.age += BLOCK;
    }
    this.#tones = this.#tones.filter((tone) => tone.age < 5 * RATE);
  }

  #addChord(dry) {
    this.#chord.forEach((voice, n) => {
      if (voice.frequency === 0) return; // No chord yet.
      voice.frequency += (voice.wanted - voice.frequency) * 0.01;
      const step = (2 * Math.PI * voice.frequency) / RATE;
      const breath = 0.6 + 0.4 * Math.sin((2 * Math.PI * this.#age) / RATE / (11 + 3 * n));
      const level = (0.04 * breath) / (1 + 0.5 * n);
      for (let i = 0; i < BLOCK; i++) {
        voice.phase += step;
        const value = level * (Math.sin(voice.phase) + 0.3 * Math.sin(0.501 * voice.phase));
        dry[2 * i] += value * (n % 2 ? 0.7 : 1);
        dry[2 * i + 1] += value * (n % 2 ? 1 : 0.7);
      }
      voice.phase %= 2 * Math.PI * 1000;
    });
  }

  /** Four delay lines that feed each other, each a little darker at every turn. */
  #walls(input) {
    const taps = this.#room.map(({ line, at }) => line[at]);
    const half = (taps[0] + taps[1] + taps[2] + taps[3]) / 2;
    this.#room.forEach((wall, n) => {
      wall.low += 0.45 * (taps[n] - half - wall.low);
      wall.line[wall.at] = 0.3 * input + ROOM_FEEDBACK * wall.low;
      wall.at = (wall.at + 1) % wall.line.length;
    });
    return { left: 0.5 * (taps[0] + taps[2]), right: 0.5 * (taps[1] + taps[3]) };
  }
}
