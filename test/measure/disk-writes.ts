/** What an exhibit in which nothing happens writes to its disk: state, logs, history and the browser's profile, on a disk of their own. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Stage } from '../lab/stage.ts';
import { Exhibit } from '../shell/exhibit.ts';
import { labElectron } from '../support/electron.ts';
import { LoopDisk } from './loop-disk.ts';
import type { Measure, Table } from './table.ts';

const WANTED_MB = 20;
const DAY_S = 86_400;
/** Until what every start writes once is written. */
const SETTLE_S = 60;

/** Two programs that beat once a second, beside a page. */
const toml = (url: string) => `[service.display]
url = "${url}"
[service.core]
command = ["sh", "-c", "while :; do touch $INVIGIL_HEARTBEAT_FILE; sleep 1; done"]
heartbeat = { kind = "file" }
[service.audio]
command = ["sh", "-c", "while :; do touch $INVIGIL_HEARTBEAT_FILE; sleep 1; done"]
heartbeat = { kind = "file" }
`;

/** The bytes that the disk was given within so many seconds. */
async function writtenWithin(seconds: number): Promise<number> {
  if (labElectron === null) throw new Error('no Electron: see test/lab/get-electron');
  const disk = LoopDisk.mount();
  if (typeof disk === 'string') throw new Error(disk);
  const exhibit = new Exhibit({ red: 0x9a, green: 0x30, blue: 0x60 });
  await exhibit.open();
  const stage = await Stage.open(labElectron, toml(exhibit.url));
  disk.holdStateOf(stage);
  try {
    await stage.start();
    await stage.until('everything runs', async () => (await stage.status()).state === 'running');
    await sleep(SETTLE_S * 1_000);
    const before = disk.writtenBytes();
    await sleep(seconds * 1_000);
    return disk.writtenBytes() - before;
  } finally {
    await stage.remove();
    await exhibit.close();
    disk.remove();
  }
}

export const measure: Measure = {
  name: 'disk-writes',
  title: 'What an idle exhibit writes to its disk',
  async run({ short }): Promise<Table> {
    const seconds = short ? 60 : 1_200;
    const bytes = await writtenWithin(seconds);
    const dayMb = ((bytes / seconds) * DAY_S) / 1e6;
    return {
      wanted: `under ${WANTED_MB} MB a day`,
      met: dayMb < WANTED_MB,
      columns: ['seconds', 'written', 'in a day'],
      rows: [[`${seconds}`, `${(bytes / 1e6).toFixed(3)} MB`, `${dayMb.toFixed(1)} MB`]],
      notes: [
        `Electron ${labElectron?.version}. A page that moves and two programs that beat once a second. State, logs, history and the browser's profile lie on an ext4 of their own; counted is what the kernel gave to that disk, the file system's journal too, from ${SETTLE_S} s after everything ran. Health documents and beats lie in memory.`,
      ],
    };
  },
};
