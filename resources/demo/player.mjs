/**
 * The way to the loudspeakers: pipes samples into `pacat` (PulseAudio, and PipeWire's stand-in for it) or `pw-cat` (PipeWire).
 * Without either, or while they fail, the samples are thrown away in real time: the exhibit goes on without sound and says so.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const PLAYERS = [
  [
    'pacat',
    (rate) => ['--playback', '--raw', '--format=s16le', `--rate=${rate}`, '--channels=2', '--latency-msec=80', '--client-name=lanterns'],
  ],
  ['pw-cat', (rate) => ['--playback', '--raw', '--format=s16', `--rate=${rate}`, '--channels=2', '--latency=80ms', '-']],
];
const RETRY_MS = 10_000;

function isProgram(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false; // Not in this folder: the next one is asked.
    }
  });
}

export class Player {
  #rate;
  #blockMs;
  #say;
  #child = null;
  #retryAt = 0;
  #silentSince = 0;
  #lastWords = '';
  /** Wakes whoever waits for the pipe. */
  #wake = () => undefined;

  constructor({ rate, blockMs, say }) {
    this.#rate = rate;
    this.#blockMs = blockMs;
    this.#say = say;
  }

  /** Plays one block; resolves when the next one is wanted. */
  async play(block) {
    if (!this.#child && performance.now() >= this.#retryAt) this.#start();
    const pipe = this.#child?.stdin;
    if (!pipe) return this.#wait();
    this.#silentSince = 0;
    if (pipe.write(block)) return;
    await new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Silence takes as long as sound. */
  async #wait() {
    const now = performance.now();
    this.#silentSince ||= now;
    this.#silentSince = Math.max(this.#silentSince + this.#blockMs, now - 250);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, this.#silentSince - now)));
  }

  #start() {
    this.#retryAt = performance.now() + RETRY_MS;
    const [name, options] = PLAYERS.find(([program]) => isProgram(program)) ?? [];
    if (!name) return this.#tell('no sound here: neither pacat (pulseaudio-utils) nor pw-cat (pipewire-bin) is installed');
    const child = spawn(name, options(this.#rate), { stdio: ['pipe', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.on('data', (chunk) => {
      words = (words + chunk).slice(-300);
    });
    child.stdin.on('drain', () => this.#wake());
    child.stdin.on('error', () => child.kill());
    child.on('error', (error) => {
      words = error.message;
    });
    child.on('close', () => {
      if (this.#child === child) this.#child = null;
      this.#wake();
      this.#tell(`no sound: ${name} ended (${words.trim() || 'without a word'})`);
    });
    this.#child = child;
  }

  /** The same complaint once, not every ten seconds. */
  #tell(words) {
    if (words !== this.#lastWords) this.#say(`${words}; trying again every ${RETRY_MS / 1000} s`);
    this.#lastWords = words;
  }

  close() {
    this.#child?.kill();
  }
}
