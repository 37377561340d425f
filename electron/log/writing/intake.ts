/**
 * The reading end of one service stream, and the promise that the service does not wait: when its backlog is full the pipe is
 * left alone for at most 20 ms, which lets a healthy disk set the pace without loss. A disk that needs longer does not get
 * it: from then on chunks are read, counted and dropped until half of the backlog has gone, with a short rest after each MiB, so
 * that the flood does not take the processor from what would end it.
 */
import { constants, openSync, readSync } from 'node:fs';
import { Socket } from 'node:net';
import { CHUNK, type Channel } from './channel.ts';
import type { Source } from './source.ts';

/** In milliseconds; with the time slices of a busy machine on top, less than the 50 ms that a service may wait. */
const PATIENCE = 20;
/** Between two rests, in bytes, and their length in milliseconds: a flood is dropped at 200 MB/s at most. */
const DROPPED_AT_ONCE = 1024 * 1024;
const REST = 5;

/** One for all: the bytes are copied out during the call that brought them. */
const buffer = Buffer.allocUnsafeSlow(CHUNK);

export class Intake {
  readonly #channel: Channel;
  readonly #source: Source;
  readonly #descriptor: number;
  readonly #socket: Socket;
  #state: 'reading' | 'waiting' | 'dropping' = 'reading';
  #pause: NodeJS.Timeout | undefined;
  /** Bytes until the next rest. */
  #untilRest = DROPPED_AT_ONCE;

  /** `descriptor` is a reading end held elsewhere; a second, own one is opened from it, so that closing either harms nobody. */
  constructor(descriptor: number, channel: Channel, source: Source) {
    this.#channel = channel;
    this.#source = source;
    this.#descriptor = openSync(`/proc/self/fd/${descriptor}`, constants.O_RDONLY | constants.O_NONBLOCK);
    const onread = { buffer, callback: (length: number) => this.#take(length) };
    this.#socket = new Socket({ fd: this.#descriptor, readable: true, writable: false, onread });
    this.#socket.resume();
    source.onRoom = () => this.#onRoom();
  }

  /** Takes what lies in the pipe now, so that a mark comes behind it. A pipe holds one chunk. */
  drain(): void {
    if (this.#state === 'waiting' && !this.#channel.hasReserve(this.#source)) return;
    const length = this.#readNow();
    if (length > 0 && !this.#take(length)) this.#socket.pause();
  }

  close(): void {
    clearTimeout(this.#pause);
    this.#socket.destroy();
  }

  /** Says whether reading goes on. */
  #take(length: number): boolean {
    if (this.#state === 'dropping') return this.#drop(length);
    this.#channel.accept(this.#source, buffer.subarray(0, length), Date.now());
    if (this.#channel.hasRoom(this.#source)) return true;
    if (this.#state === 'waiting') return false;
    if (this.#channel.inTrouble) {
      this.#beginDropping();
      return true;
    }
    this.#state = 'waiting';
    const wait = setTimeout(() => {
      // If this thread itself was late, a write may have ended by now: it is heard first.
      setImmediate(() => {
        if (this.#state === 'waiting' && this.#pause === wait) this.#beginDropping();
      });
    }, PATIENCE);
    this.#pause = wait;
    return false;
  }

  #drop(length: number): boolean {
    this.#channel.drop(length);
    this.#untilRest -= length;
    if (this.#untilRest > 0) return true;
    this.#untilRest = DROPPED_AT_ONCE;
    this.#pause = setTimeout(() => this.#socket.resume(), REST);
    return false;
  }

  #beginDropping(): void {
    this.#state = 'dropping';
    this.#channel.beginDrops(this.#source, Date.now());
    this.#socket.resume();
  }

  #onRoom(): void {
    if (this.#state === 'waiting' && this.#channel.hasRoom(this.#source)) this.#readOn();
    else if (this.#state === 'dropping' && this.#channel.isRelieved(this.#source)) {
      this.#channel.endDrops(Date.now());
      this.#readOn();
    }
  }

  #readOn(): void {
    clearTimeout(this.#pause);
    this.#state = 'reading';
    this.#socket.resume();
  }

  #readNow(): number {
    try {
      return readSync(this.#descriptor, buffer);
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN') return 0;
      throw cause;
    }
  }
}
