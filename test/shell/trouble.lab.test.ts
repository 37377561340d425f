/** Pages and screens in trouble: what a visitor sees stays the page, or the holding page, in a real session. */
import { afterEach, describe, expect, it } from 'vitest';
import { describeWith, missingForShell } from '../support/needs.ts';
import type { Exhibit } from './exhibit.ts';
import { HOLDING, type Rig } from './rig.ts';
import { useRig } from './use-rig.ts';

const PAGE = { red: 0x9a, green: 0x30, blue: 0x60 };

describeWith('a page in trouble', missingForShell, () => {
  let rig: Rig;
  let exhibit: Exhibit;
  useRig(PAGE, (...given) => {
    [rig, exhibit] = given;
  });

  async function ready(more: readonly string[] = []): Promise<void> {
    rig.launch({}, more);
    await rig.ready();
  }

  async function shown(showing: Parameters<Rig['show']>[1] = {}, more: readonly string[] = []): Promise<void> {
    await ready(more);
    rig.show(exhibit.url, showing);
    await rig.until('page shown', () => rig.told('shown') === 1);
    await rig.until('the page listens', () => exhibit.pages === 1);
    await rig.sees('the page', PAGE);
  }

  it('shows the holding page through a blank one, tells it at the deadline, and shows the page when there is something', async () => {
    const script = `navigator.sendBeacon('/told', 'loaded'); new EventSource('/orders').onmessage = ({ data }) => (0, eval)(data)`;
    exhibit.files.set('/blank', `<!doctype html><title>x</title><div id="root"></div><script>${script}</script>`);
    await ready();
    const white = rig.watchForWhite();
    rig.show(`${exhibit.url}blank`, { load: 3000 });
    await rig.until('the page listens', () => exhibit.pages === 1);
    await rig.beats(1);
    await rig.sees('the holding page', HOLDING);
    expect(rig.told('shown')).toBe(0);
    await rig.until('fatal', () => rig.fatal() === 1);
    expect(rig.messages.find(({ fatal }) => fatal)).toMatchObject({ message: expect.stringContaining('nothing to see') });
    await rig.until('another try', () => exhibit.told.length === 2);
    await rig.until('the page listens', () => exhibit.pages === 1);
    exhibit.order(`root.style = 'position:fixed;inset:0;background:rgb(154,48,96)'`);
    await rig.until('page shown', () => rig.told('shown') === 1);
    await rig.sees('the page', PAGE);
    expect(await white()).toBe(0);
  });

  it('shows a page of which something never comes', async () => {
    exhibit.files.set('/slow', `<!doctype html><body style="background:rgb(154,48,96)"><img src="/never">`);
    exhibit.routes.set('/never', () => undefined);
    await ready();
    rig.show(`${exhibit.url}slow`);
    await rig.until('page shown', () => rig.told('shown') === 1);
    await rig.sees('the page', PAGE);
    await rig.beats(2);
    expect(rig.told('failed') + rig.told('reloading')).toBe(0);
  });

  it('reloads a page that has used up its memory', async () => {
    // It stands still meanwhile.
    await shown({ page: 60_000 }, ['--js-flags=--max-old-space-size=200']);
    const white = rig.watchForWhite();
    exhibit.order(`setTimeout(() => { const all = []; for (;;) all.push(new Array(2 ** 20).fill(0)) })`);
    await rig.until('page shown again', () => rig.told('shown') === 2);
    await rig.sees('the page', PAGE);
    expect(rig.messages.find(({ state }) => state === 'reloading')).toMatchObject({ message: expect.stringMatching(/oom|crashed/) });
    expect(await white()).toBe(0);
  });

  it('is loaded anew for a person, and nothing of it is told', async () => {
    await shown();
    const white = rig.watchForWhite();
    rig.tell({ type: 'refresh' });
    await rig.until('page shown again', () => rig.told('shown') === 2);
    await rig.sees('the page', PAGE);
    expect(exhibit.loads).toBe(2);
    // Also one that hangs.
    await rig.until('the page listens', () => exhibit.pages === 1);
    exhibit.order('while (true);');
    rig.tell({ type: 'refresh' });
    await rig.until('page shown again', () => rig.told('shown') === 3);
    expect(rig.told('reloading') + rig.told('failed')).toBe(0);
    expect(await white()).toBe(0);
  });

  it('does not stand where it put itself out: it comes back from a dead view', async () => {
    await shown();
    exhibit.order(`document.documentElement.remove()`);
    await rig.beats(2);
    rig.tell({ type: 'refresh' });
    await rig.until('page shown again', () => rig.told('shown') === 2);
    await rig.sees('the page', PAGE);
  });

  /** As with a screen that is switched off: nothing that is drawn goes anywhere, and no page gets a frame. */
  describe('on a screen that takes no pictures', () => {
    afterEach(() => darken('SIGCONT'));
    function darken(signal: 'SIGSTOP' | 'SIGCONT'): void {
      const graphics = rig.graphics();
      if (graphics !== undefined) process.kill(graphics, signal);
    }
    const isDark = () => rig.output.includes('the screen takes no pictures');

    it('is not taken for one that hangs, and goes on when the screen is back', async () => {
      await shown();
      await rig.until('the page listens', () => exhibit.pages === 1);
      darken('SIGSTOP');
      await rig.until('the shell notices', isDark);
      await rig.beats(5);
      exhibit.order(`document.body.style.background = 'rgb(10, 120, 40)'`);
      darken('SIGCONT');
      await rig.sees('what has changed meanwhile', { red: 10, green: 120, blue: 40 });
      await rig.until('the shell notices', () => rig.output.includes('takes pictures again'));
      expect([exhibit.loads, rig.told('reloading'), rig.told('failed')]).toEqual([1, 0, 0]);
    });

    it('is loaded anew when it hangs and the screen is back', async () => {
      await shown();
      await rig.until('the page listens', () => exhibit.pages === 1);
      darken('SIGSTOP');
      exhibit.order('while (true);');
      await rig.until('the shell notices', isDark);
      await rig.beats(3);
      expect(rig.told('reloading')).toBe(0);
      darken('SIGCONT');
      await rig.until('page shown again', () => rig.told('shown') === 2);
      await rig.sees('the page', PAGE);
    });
  });

  describe('on a screen that changes', () => {
    const output = (...change: readonly string[]) => rig.session.sway('--', 'output', 'HEADLESS-1', ...change);
    afterEach(() => Promise.all([output('transform', 'normal'), output('mode', '--custom', '1280x720@60Hz'), output('scale', '1')]));

    it.each([
      ['larger', ['mode', '--custom', '1600x900@60Hz'], [1600, 900]],
      ['smaller', ['mode', '--custom', '800x480@60Hz'], [800, 480]],
      ['turned', ['transform', '90'], [720, 1280]],
      ['finer', ['scale', '2'], [640, 360]],
    ] as const)('fills one that is %s', async (_how, change, [width, height]) => {
      await shown();
      await output(...change);
      await rig.until('the page has the size of the screen', async () => {
        exhibit.order(`navigator.sendBeacon('/told', [innerWidth, innerHeight].join())`);
        return exhibit.told.at(-1) === `${width},${height}`;
      });
      for (const [x, y] of [
        [10, 10],
        [width - 10, 10],
        [10, height - 10],
        [width - 10, height - 10],
      ] as const) {
        await rig.until(`the page at ${x}, ${y}`, async () => same(await rig.session.pixel(x, y), PAGE));
      }
      expect((await rig.windows()).map(({ fullscreen_mode }) => fullscreen_mode)).toEqual([1]);
      expect(rig.told('reloading') + rig.told('failed')).toBe(0);
    });

    it('stays on its own when another one comes', async () => {
      await shown();
      await rig.session.sway('create_output');
      await rig.beats(2);
      await rig.sees('the page', PAGE);
      expect(rig.told('reloading')).toBe(0);
    });
  });
});

const same = (a: { red: number; green: number; blue: number }, b: typeof a) =>
  Math.abs(a.red - b.red) + Math.abs(a.green - b.green) + Math.abs(a.blue - b.blue) <= 6;
