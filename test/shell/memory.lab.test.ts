/** The memory of a page that is loaded anew all the time. The long form is `npm run measure leak`. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pssBytes } from '../../electron/platform/pss.ts';
import { labElectron } from '../support/electron.ts';
import { describeWith, missingForShell } from '../support/needs.ts';
import { Exhibit } from './exhibit.ts';
import { Rig } from './rig.ts';

const LOADS = 80;
/** Ten documents leave 5 MB, eighty 40 MB. What is shared with other programs of Chromium moves by 10 MB when these come and go. */
const BOUND_MB = 25;
const RELOAD_MS = 200;

describeWith('a page in the shell', missingForShell, () => {
  let rig: Rig;
  const exhibit = new Exhibit({ red: 0x30, green: 0x60, blue: 0x9a });
  beforeAll(async () => {
    if (labElectron === null) throw new Error('no Electron');
    rig = await Rig.start(labElectron);
    await exhibit.open();
  });
  afterAll(async () => {
    await rig?.end();
    await exhibit.close();
  });

  it('leaves nothing in memory for long when it loads itself anew', async () => {
    rig.launch();
    await rig.ready();
    rig.show(exhibit.url, { page: 60_000 });
    await rig.until('page shown', () => rig.told('shown') === 1);
    const megabytes = () => (pssBytes(rig.lastRenderer() ?? 0) ?? Number.NaN) / 1e6;
    let asked = 0;
    const loads = (count: number) =>
      rig.until(
        `load ${count} of the page`,
        () => {
          // One that is under way takes no orders: they are repeated.
          if (performance.now() - asked > RELOAD_MS && exhibit.loads < count) {
            asked = performance.now();
            exhibit.order('location.reload()');
          }
          return exhibit.loads >= count && exhibit.pages === 1;
        },
        60_000,
      );
    await loads(5);
    const before = megabytes();
    await loads(5 + LOADS);
    expect(megabytes() - before).toBeLessThan(BOUND_MB);
    expect(rig.told('reloading')).toBe(0);
  }, 120_000);
});
