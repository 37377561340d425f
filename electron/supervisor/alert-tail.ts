/** The last lines of a service, as they go with an alert: few, short, and without secrets. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Draft } from '../alert/policy/index.ts';
import { plainText } from '../log/text.ts';
import { lastLines } from './last-lines.ts';
import type { Masks } from './masks.ts';

const LINES = 15;
const LINE_CHARACTERS = 300;
/** An alert does not wait longer, in milliseconds, for a disk. */
const PATIENCE_MS = 1_000;

/** Empty where none belong to it: to what is over, and to what is about no service. Never rejects. `folder`: `log` in the state folder. */
export async function alertTail({ act, service }: Pick<Draft, 'act' | 'service'>, folder: string, masks: Masks): Promise<string[]> {
  if (service === null || (act !== 'raise' && act !== 'update')) return [];
  const reading = Promise.all([masks.newest(), lastLines(folder, service, LINES)]).then(([mask, lines]) =>
    lines.map(({ text }) => mask(plainText(text)).slice(0, LINE_CHARACTERS)),
  );
  // Without its lines the alert says the same.
  return Promise.race([reading.catch(() => []), sleep(PATIENCE_MS, [], { ref: false })]);
}
