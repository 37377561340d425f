/** An outbox in a folder of one test's own, with what it had to say. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outbox, type OutboxOptions, openOutbox } from '../../../electron/alert/outbox/outbox.ts';

export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'invigil-outbox-'));
  readonly file = join(this.path, 'outbox.db');
  /** `warning: what was told` */
  readonly told: string[] = [];
  readonly #open: Outbox[] = [];

  outbox(options: Partial<OutboxOptions> = {}): Outbox {
    const outbox = openOutbox({ file: this.file, log: (level, text) => this.told.push(`${level}: ${text}`), retryMs: 20, ...options });
    this.#open.push(outbox);
    return outbox;
  }

  async remove(): Promise<void> {
    for (const outbox of this.#open) await outbox.close(3_000);
    rmSync(this.path, { recursive: true, force: true });
  }
}
