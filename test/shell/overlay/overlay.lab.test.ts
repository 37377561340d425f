/** The overlay in a real session: how it is opened, what is seen, what becomes of the page below, and how it goes away again. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Hands } from '../../lab/hands.ts';
import { labElectron } from '../../support/electron.ts';
import { missingForWayland } from '../../support/wayland.ts';
import { Exhibit } from '../exhibit.ts';
import { Rig } from '../rig.ts';
import { FakeApi, PIN } from './fake-api.ts';

const missing = [...missingForWayland(), ...(labElectron === null ? ['Electron'] : [])];
const PAGE = { red: 0x9a, green: 0x30, blue: 0x60 };
/** Of the upper half of the stand-in's page. */
const OVERLAY = { red: 0x20, green: 0x90, blue: 0x40 };
const HOTKEY = ['-M', 'ctrl', '-M', 'alt', '-k', 'i', '-m', 'alt', '-m', 'ctrl'];
/** Takes every key and tap, and keeps it to itself. */
const SWALLOW = `for (const type of ['keydown', 'keypress', 'keyup', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'touchstart', 'touchend'])
  addEventListener(type, (event) => { event.preventDefault(); event.stopImmediatePropagation(); }, { capture: true, passive: false });`;

describe.skipIf(missing.length > 0)(`the overlay${missing.length > 0 ? ` (needs ${missing.join(', ')})` : ''}`, () => {
  let rig: Rig;
  let hands: Hands;
  let exhibit: Exhibit;
  let api: FakeApi;

  beforeAll(async () => {
    if (labElectron === null) throw new Error('no Electron');
    rig = await Rig.start(labElectron, '1280x720', { overlay: join(import.meta.dirname, 'page') });
    hands = new Hands(rig.session, [1280, 720]);
  });
  afterAll(async () => {
    await hands?.close();
    await rig?.end();
  });
  beforeEach(async () => {
    exhibit = new Exhibit(PAGE);
    await exhibit.open();
    api = new FakeApi();
    await api.open(rig.control);
  });
  afterEach(async (context) => {
    if (context.task.result?.state === 'fail') console.error(rig.output, JSON.stringify(rig.messages), api.asked);
    await rig.kill();
    await api.close();
    await exhibit.close();
  });

  /** A page that is on the screen and takes orders. */
  async function shown(url = exhibit.url, ...launch: Parameters<Rig['launch']>): Promise<void> {
    rig.launch(...launch);
    await rig.ready();
    rig.show(url);
    await rig.until('page shown', () => rig.told('shown') === 1);
    await rig.sees('the page', PAGE);
  }
  const page = () => rig.until('the page listens', () => exhibit.pages === 1);
  const key = () => hands.keys(...HOTKEY);
  const told = (state: string) => rig.messages.filter((message) => message.type === 'overlay' && message.state === state);
  const opened = async (way: string, times = 1) => {
    await rig.until('the overlay opened', () => told('opened').length === times);
    expect(told('opened').at(-1)).toMatchObject({ way });
    await rig.sees('the overlay', OVERLAY);
  };
  const closed = (times = 1) => rig.until('the overlay closed', () => told('closed').length === times, 30_000);
  const says = (text: string) => rig.until(`the overlay's page says ${text}`, () => api.said.some((said) => said.startsWith(text)));

  it('opens by the key over a page that swallows every key, lets it shine through and run on, and gives the keys back', async () => {
    await shown();
    await page();
    exhibit.order(SWALLOW);
    exhibit.order(`addEventListener('keydown', ({ key }) => { document.title = key; invigil.beat({ message: 'key ' + key }) }, true);
      setInterval(() => invigil.beat({ message: 'runs ' + Math.round(performance.now()) }), 200)`);
    await key();
    await opened('hotkey');
    await says('hotkey-de-display');
    // The lower half of the overlay is transparent.
    expect(await rig.session.pixel(20, 700)).toEqual(PAGE);
    await rig.shot('overlay-over-page');
    // Its page gets the keys, the exhibit's does not.
    await hands.keys('-s', '50', PIN, '-k', 'Return');
    await says('ok-name-floor-role-staff');
    await hands.keys('r');
    await rig.until('the command', () => api.asked.includes('POST /api/v1/commands/restart screen of-the-test {"service":"sound"}'));
    const runs = () => rig.messages.filter(({ type, message }) => type === 'beat' && message?.startsWith('runs ')).length;
    const before = runs();
    await rig.until('the page runs on below it', () => runs() > before + 3);
    await key();
    await closed();
    await rig.until('it is signed out', () => api.asked.includes('POST /api/v1/sign-out screen of-the-test'));
    await rig.sees('the page', PAGE);
    expect(rig.messages.some(({ message }) => message?.startsWith('key'))).toBe(false);
    expect(rig.told('reloading')).toBe(0);
  });
});
