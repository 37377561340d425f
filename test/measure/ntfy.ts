/** From the decision that somebody is told to the message at who follows the topic of a real ntfy server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDelivery } from '../../electron/alert/delivery.ts';
import { openOutbox } from '../../electron/alert/outbox/outbox.ts';
import { createNtfy } from '../../electron/alert/receivers/ntfy.ts';
import { secretReader } from '../../electron/alert/secret.ts';
import { message } from '../alert/messages.ts';
import { missingForNtfy, NtfyTestServer, type NtfyVersion, TOPIC } from '../lab/ntfy.ts';
import { percentile, SPREAD_COLUMNS, spreadCells } from './spread.ts';
import type { Measure, Table } from './table.ts';

const WANTED_MS = 100;
/** A message that has not come by then is lost. */
const PATIENCE_MS = 30_000;
/** As a screen of 1920x1080 has it, in JPEG. */
const PICTURE_BYTES = 200_000;

/** Times in milliseconds, one for each alert, one after the other. */
export async function tellPhone(version: NtfyVersion, alerts: number, withPicture: boolean): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'invigil-ntfy-measure-'));
  const server = new NtfyTestServer(version, { attachments: true, settings: ['--visitor-attachment-total-size-limit', '1G'] });
  const listening = new AbortController();
  const log = (_: string, text: string) => console.error(text);
  const outbox = openOutbox({ file: join(folder, 'outbox.db'), log });
  const picture = new Uint8Array(PICTURE_BYTES).fill(7);
  picture.set([0xff, 0xd8, 0xff]);
  try {
    await server.start();
    const receiver = createNtfy(
      { name: 'phone', kind: 'ntfy', server: server.address, topic: TOPIC, token: null, pictures: true, deadMansSwitch: null },
      { readSecret: secretReader({}), log },
    );
    const delivery = createDelivery({
      outbox,
      receivers: [receiver],
      picture: async () => picture,
      mask: (text) => text,
      lost: String,
      log,
      counted: () => undefined,
    });
    const arrived = new Map<string, (at: number) => void>();
    await server.follow((one) => arrived.get(one.sequence_id ?? one.title ?? '')?.(performance.now()), listening.signal);
    await outbox.ready;
    const times: number[] = [];
    for (let count = 0; count < alerts; count++) {
      const id = `measure-${count}`;
      const one = message(id, { incident: withPicture ? 'i' : null });
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      arrived.set(version === 'new' ? one.thread : `${one.exhibit.title}: ${one.title}`, resolve);
      const patience = setTimeout(() => reject(new Error(`${id} has not come within ${PATIENCE_MS / 1_000} s`)), PATIENCE_MS);
      const decided = performance.now();
      await outbox.put([{ to: receiver.name, message: one }]);
      times.push((await promise) - decided);
      clearTimeout(patience);
    }
    await delivery.close();
    return times;
  } finally {
    listening.abort();
    await outbox.close(1_000);
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const measure: Measure = {
  name: 'ntfy',
  title: 'An alert, from the decision to the message on the ntfy server',
  async run({ short }): Promise<Table> {
    const columns = ['server', 'picture', ...SPREAD_COLUMNS];
    const wanted = `${WANTED_MS} ms in the median`;
    if (missingForNtfy.length > 0) return { wanted, met: false, columns, rows: [], notes: [`Not here: ${missingForNtfy.join(', ')}.`] };
    const alerts = short ? 5 : 200;
    const rows: string[][] = [];
    let met = true;
    for (const [version, withPicture] of [
      ['new', false],
      ['new', true],
      ['old', false],
    ] as const) {
      const times = await tellPhone(version, alerts, withPicture);
      met &&= percentile(times, 50) <= WANTED_MS;
      rows.push([version === 'new' ? '2.16 or later' : '2.11', withPicture ? '200 kB' : 'none', ...spreadCells(times)]);
    }
    return {
      wanted,
      met,
      columns,
      rows,
      notes: [
        'From the moment in which the policy hands a message to the outbox, over its record on the disk (written and synced before it is sent) and the request, to its arrival at a client that follows the topic. A real ntfy server on the same machine; one alert after the other. The picture is there already: an alert waits for one that is being taken, for 1 s at most.',
      ],
    };
  },
};
