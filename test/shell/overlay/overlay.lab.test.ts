/** The overlay in a real session: how it is opened, what is seen, what becomes of the page below, and how it goes away again. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Cdp } from '../../lab/cdp.ts';
import { Hands } from '../../lab/hands.ts';
import { labElectron } from '../../support/electron.ts';
import { describeWith, missingForShell } from '../../support/needs.ts';
import { Exhibit } from '../exhibit.ts';
import { HOLDING, Rig } from '../rig.ts';
import { FakeApi, PIN } from './fake-api.ts';

const PAGE = { red: 0x9a, green: 0x30, blue: 0x60 };
/** Of the upper half of the stand-in's page. */
const OVERLAY = { red: 0x20, green: 0x90, blue: 0x40 };
/** Of the session without a window (test/lab/wayland-run). */
const DESKTOP = { red: 0x20, green: 0x20, blue: 0x20 };
const HOTKEY = ['-M', 'ctrl', '-M', 'alt', '-k', 'i', '-m', 'alt', '-m', 'ctrl'];
/** Takes every key and tap, and keeps it to itself. */
const SWALLOW = `for (const type of ['keydown', 'keypress', 'keyup', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'touchstart', 'touchend'])
  addEventListener(type, (event) => { event.preventDefault(); event.stopImmediatePropagation(); }, { capture: true, passive: false });`;

describeWith('the overlay', missingForShell, () => {
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

  it('opens by the key over a page that hangs', async () => {
    rig.launch();
    await rig.ready();
    rig.show(exhibit.url, { page: 120_000 });
    await rig.sees('the page', PAGE);
    await page();
    exhibit.order('while (true);');
    await key();
    await opened('hotkey');
    await key();
    await closed();
    await rig.sees('the page', PAGE);
  });

  it('opens by the key when the page has crashed, and stays above it when it comes back', async () => {
    await shown();
    await exhibit.close();
    rig.strike(rig.lastRenderer());
    await rig.sees('the holding page', HOLDING);
    await key();
    await opened('hotkey');
    await exhibit.open();
    await rig.until('page shown again', () => rig.told('shown') === 2);
    await rig.until('the page shines through', async () => (await rig.session.pixel(20, 700)).red === PAGE.red);
    await rig.sees('the overlay', OVERLAY);
    // The keys are still its own.
    await hands.keys('o');
    await says('not-signed-in');
    await hands.keys('c');
    await closed();
    await rig.sees('the page', PAGE);
  });

  it('opens by the key while the focus is in a frame of another origin that keeps its keys', async () => {
    const port = new URL(exhibit.url).port;
    exhibit.files.set('/frame', `<body style="margin: 0; background: rgb(154, 48, 96)"><script>${SWALLOW}</script>`);
    exhibit.files.set(
      '/outer',
      `<body style="margin: 0"><iframe src="http://localhost:${port}/frame" style="border: 0; width: 100vw; height: 100vh"></iframe>`,
    );
    await shown(`${exhibit.url}outer`);
    hands.mouse('click 640 360');
    await key();
    await opened('hotkey');
    await hands.keys('c');
    await closed();
    await key();
    await opened('hotkey', 2);
    await hands.keys('c');
    await closed(2);
    for (const _ of [1, 2, 3, 4, 5]) hands.mouse('click 30 30');
    await opened('corner', 3);
  });

  it('opens by taps in the corner with a mouse, also over a page that keeps them to itself, and not by taps elsewhere', async () => {
    await shown();
    await page();
    exhibit.order(SWALLOW);
    exhibit.order(`addEventListener('mousedown', () => {}, true); invigil.beat({ message: 'ordered' })`);
    await rig.until('it swallows', () => rig.messages.some(({ message }) => message === 'ordered'));
    for (const _ of [1, 2, 3, 4]) hands.mouse('click 30 30');
    hands.mouse('click 640 360');
    hands.mouse('click 30 30');
    await opened('corner');
    await hands.keys('c');
    await closed();
  });

  it('opens by taps of a finger, on the page and on the holding page', async () => {
    await shown(exhibit.url, {}, ['--remote-debugging-port=0']);
    const port = Number(/DevTools listening on ws:\/\/127[.]0[.]0[.]1:(\d+)/.exec(rig.output)?.[1]);
    const finger = await Cdp.connect(port, exhibit.url);
    for (const _ of [1, 2, 3, 4, 5]) await finger.tap(40, 40);
    await opened('corner');
    finger.close();
    await hands.keys('c');
    await closed();
    rig.tell({ type: 'hold' });
    await rig.sees('the holding page', HOLDING);
    const other = await Cdp.connect(port, 'file:');
    for (const _ of [1, 2, 3, 4, 5]) await other.tap(40, 40);
    await opened('corner', 2);
    other.close();
  });

  it('opens by command, and stays while the page below changes', async () => {
    await shown();
    rig.tell({ type: 'overlay' });
    await opened('command');
    await says('command-de-display');
    rig.tell({ type: 'overlay' });
    rig.tell({ type: 'hold' });
    await rig.until('held', () => rig.told('held') === 1);
    await rig.sees('the overlay', OVERLAY);
    rig.show(exhibit.url);
    await rig.until('page shown again', () => rig.told('shown') === 2);
    await hands.keys('o');
    await says('not-signed-in');
    expect(told('opened')).toHaveLength(1);
    expect(told('closed')).toHaveLength(0);
  });

  it('goes away by itself when nobody touches it', async () => {
    await shown();
    await key();
    await opened('hotkey');
    await closed();
    await rig.sees('the page', PAGE);
    expect(rig.output).toContain('overlay closed: untouched');
  });

  it('goes away when its page hangs or ends, and is there again', async () => {
    await shown();
    await key();
    await opened('hotkey');
    await hands.keys('h');
    await closed();
    expect(rig.output).toContain("the overlay's page does not draw");
    await rig.sees('the page', PAGE);
    await key();
    await opened('hotkey', 2);
    await rig.until('it draws', () => rig.output.match(/overlay opened by hotkey, drawn/g)?.length === 2);
    rig.strike(rig.overlayRenderer());
    await closed(2);
    expect(rig.output).toContain('overlay closed: its page ended');
    await rig.sees('the page', PAGE);
    await key();
    await opened('hotkey', 3);
    await key();
    await closed(3);
    expect(rig.told('reloading')).toBe(0);
  });

  it('is out of the reach of the exhibit', async () => {
    await shown();
    await page();
    exhibit.order(`invigil.beat({ message: [typeof window.overlay, typeof require, typeof process, typeof ipcRenderer].join(' ') })`);
    await rig.until('what it sees', () => rig.messages.some(({ message }) => message === 'undefined undefined undefined undefined'));
  });

  it('takes pictures of what visitors see, and none of what staff see', async () => {
    await shown();
    await page();
    const file = join(rig.session.environment['XDG_RUNTIME_DIR'] ?? '', 'picture.jpg');
    rig.tell({ type: 'capture', id: 'page', file, beneath: false });
    const answer = (id: string) => rig.messages.find((message) => message.type === 'captured' && message.id === id);
    await rig.until('the picture', () => answer('page') !== undefined);
    expect(answer('page')?.reason).toBeUndefined();
    const picture = readFileSync(file);
    expect([...picture.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await key();
    await opened('hotkey');
    rig.tell({ type: 'capture', id: 'overlay', file, beneath: false });
    await rig.until('the answer', () => answer('overlay') !== undefined);
    expect(answer('overlay')?.reason).toBe('the overlay is open');
    expect(await rig.session.pixel(640, 40)).toEqual(OVERLAY);
    rig.tell({ type: 'capture', id: 'beneath', file, beneath: true });
    await rig.until('the picture', () => answer('beneath') !== undefined);
    expect(answer('beneath')?.reason).toBeUndefined();
    // What is on it where the overlay covers the page, as the page's own canvas sees it.
    exhibit.routes.set('/picture.jpg', (_, response) => response.end(readFileSync(file)));
    exhibit.order(`const image = new Image();
      image.onload = () => {
        const canvas = document.createElement('canvas').getContext('2d');
        canvas.drawImage(image, 640, 40, 1, 1, 0, 0, 1, 1);
        fetch('/told', { method: 'POST', body: canvas.getImageData(0, 0, 1, 1).data.join() });
      };
      image.src = '/picture.jpg';`);
    await rig.until('the page has looked', () => exhibit.told.length > 0);
    const seen = (exhibit.told[0] ?? '').split(',').map(Number);
    const { red, green, blue } = PAGE;
    expect([red, green, blue].every((value, place) => Math.abs(value - (seen[place] ?? Number.NaN)) <= 8)).toBe(true);
    expect(await rig.session.pixel(640, 40)).toEqual(OVERLAY);
    await hands.keys('c');
    await closed();
    rig.tell({ type: 'capture', id: 'nowhere-again', file: '/nowhere/picture.jpg', beneath: false });
    await rig.until('the answer', () => answer('nowhere-again') !== undefined);
    expect(answer('nowhere-again')?.reason).toContain('ENOENT');
  });

  it('names the screen for a while, above page and overlay', async () => {
    await shown();
    rig.tell({ type: 'identify', text: 'display on HEADLESS-1', for_ms: 4000 });
    await rig.until('the name', async () => (await rig.session.pixel(640, 330)).red !== PAGE.red);
    await rig.shot('identify');
    // Keys go to the page as before.
    await key();
    await opened('hotkey');
    expect(await rig.session.pixel(640, 40)).toEqual(OVERLAY);
    expect(await rig.session.pixel(640, 330)).not.toEqual(OVERLAY);
    await rig.shot('identify-over-overlay');
    await hands.keys('c');
    await closed();
    await rig.until('the name is gone', async () => (await rig.session.pixel(640, 330)).red === PAGE.red);
    expect(rig.told('reloading')).toBe(0);
  });

  it('leaves the screen to the desktop and comes back, and does not judge the page meanwhile', async () => {
    await shown();
    await key();
    await opened('hotkey');
    rig.tell({ type: 'desktop', away: true });
    await closed();
    await rig.sees('the desktop', DESKTOP);
    // The page's own limit is 1.5 s.
    await rig.beats(4);
    rig.tell({ type: 'capture', id: 'away', file: '/nowhere/picture.jpg', beneath: true });
    await rig.until('the answer', () => rig.messages.some(({ reason }) => reason === 'the window is not on the screen'));
    rig.tell({ type: 'desktop', away: false });
    await rig.sees('the page', PAGE);
    await rig.beats(3);
    expect(rig.told('reloading')).toBe(0);
    await key();
    await opened('hotkey', 2);
  });

  it('comes up in a hidden shell, which is out of sight else', async () => {
    rig.launch({ hidden: true });
    await rig.ready();
    await rig.sees('the holding page', HOLDING);
    rig.tell({ type: 'hide' });
    await rig.until('page shown', () => rig.told('shown') === 1);
    await rig.sees('what is behind it', DESKTOP);
    rig.tell({ type: 'overlay' });
    await opened('command');
    await hands.keys('o');
    await says('not-signed-in');
    await hands.keys('c');
    await closed();
    await rig.sees('what is behind it', DESKTOP);
    rig.tell({ type: 'identify', text: 'shell', for_ms: 2000 });
    await rig.sees('the holding page below the name', HOLDING);
    await rig.sees('what is behind it', DESKTOP);
    rig.tell({ type: 'overlay' });
    await opened('command', 2);
    rig.tell({ type: 'hold' });
    await rig.until('held', () => rig.told('held') === 1);
    await hands.keys('c');
    await closed(2);
    await rig.sees('the holding page', HOLDING);
  });
});
