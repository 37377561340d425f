/** The surroundings of tests with one shell: one session for the file, a fresh exhibit for each test, and no shell left after it. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { theElectron } from '../support/electron.ts';
import type { Colour } from '../support/wayland.ts';
import { Exhibit } from './exhibit.ts';
import { Rig } from './rig.ts';

/** `use` gets what the next test works with. `colour`: of the exhibit's page. What a shell said is printed when its test fails. */
export function useRig(colour: Colour, use: (rig: Rig, exhibit: Exhibit) => void): void {
  let rig: Rig;
  let exhibit: Exhibit;

  beforeAll(async () => {
    rig = await Rig.start(theElectron());
  });
  afterAll(() => rig?.end());
  beforeEach(async () => {
    exhibit = new Exhibit(colour);
    await exhibit.open();
    use(rig, exhibit);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') console.error(rig.output, JSON.stringify(rig.messages.filter(({ type }) => type !== 'beat')));
    await rig.kill();
    await exhibit.close();
  });
}
