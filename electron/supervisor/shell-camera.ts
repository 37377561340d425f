/**
 * Pictures of pages, taken by the shells that show them: a message to the shell, a file in the runtime folder, an answer. The file is
 * read and removed; one that comes too late is removed when its answer comes.
 */
import { randomBytes } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture } from '../incident/port.ts';
import { messageOf } from '../platform/errors.ts';
import type { Instance, ServiceReport, ToService } from './ports.ts';

/** A shell that does not answer within this time, in milliseconds, hangs. */
const PATIENCE_MS = 3_000;
/** A JPEG of 1280 pixels has some 200 kB. */
const MOST_BYTES = 6 * 1024 * 1024;
const ID = /^[0-9a-f]{16}$/;

type Captured = Extract<ServiceReport, { readonly type: 'captured' }>;

export interface ShellCameraOptions {
  /** The exhibit's own runtime folder. */
  readonly folder: string;
  readonly tell: (instance: Instance, message: ToService) => void;
  readonly patienceMs?: number;
}

export class ShellCamera {
  readonly #options: ShellCameraOptions;
  readonly #waiting = new Map<string, { readonly service: string; readonly answer: (captured: Captured | null) => void }>();

  constructor(options: ShellCameraOptions) {
    this.#options = options;
  }

  /** Null: the shell does not answer. `beneath`: also while the overlay is open. Never rejects. */
  async take(instance: Instance, beneath: boolean): Promise<Picture | null> {
    const { tell, patienceMs = PATIENCE_MS } = this.#options;
    const id = randomBytes(8).toString('hex');
    const file = this.#file(id);
    const captured = await new Promise<Captured | null>((answer) => {
      const impatience = setTimeout(answer, patienceMs, null);
      this.#waiting.set(id, {
        service: instance.service,
        answer(given) {
          clearTimeout(impatience);
          answer(given);
        },
      });
      tell(instance, { type: 'capture', id, file, beneath });
    });
    this.#waiting.delete(id);
    if (captured === null) return null;
    if (captured.reason !== null) return { none: captured.reason };
    return read(file);
  }

  report(report: ServiceReport): void {
    if (report.type !== 'captured') return;
    const waiting = this.#waiting.get(report.id);
    if (waiting?.service === report.service) waiting.answer(report);
    else if (waiting === undefined && ID.test(report.id)) void remove(this.#file(report.id));
  }

  #file(id: string): string {
    return join(this.#options.folder, `picture-${id}.jpg`);
  }
}

async function read(file: string): Promise<Picture> {
  try {
    const { size } = await stat(file);
    return size > MOST_BYTES ? { none: `the picture has ${size} bytes` } : { image: await readFile(file) };
  } catch (error) {
    return { none: `the picture cannot be read: ${messageOf(error)}` };
  } finally {
    await remove(file);
  }
}

/** In a folder of our own in memory: what is not there is what is wanted. */
async function remove(file: string): Promise<void> {
  await rm(file, { force: true });
}
