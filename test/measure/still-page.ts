/** An exhibit whose one display shows a page that stands still: what a shell costs when nothing happens. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Stage } from '../lab/stage.ts';
import { Exhibit } from '../shell/exhibit.ts';
import { labElectron } from '../support/electron.ts';

const PAGE = '<!doctype html><title>Still</title><style>body { background: #9a3060 }</style><h1>The Lantern Room</h1>';

/** `use` gets the pid of the shell, `settleMs` after the page was shown. */
export async function onStillPage<T>(settleMs: number, use: (stage: Stage, shell: number) => Promise<T>): Promise<T> {
  if (labElectron === null) throw new Error('no Electron: see test/lab/get-electron');
  const exhibit = new Exhibit({ red: 0x9a, green: 0x30, blue: 0x60 });
  exhibit.files.set('/still', PAGE);
  await exhibit.open();
  const stage = await Stage.open(labElectron, `[service.display]\nurl = "${exhibit.url}still"\n`);
  try {
    await stage.start();
    await stage.reaches('display running');
    await sleep(settleMs);
    return await use(stage, await stage.shell('display'));
  } finally {
    await stage.remove();
    await exhibit.close();
  }
}
