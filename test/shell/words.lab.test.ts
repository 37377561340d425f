/** What a page says to the shell in a real session: what it is held to, what the supervisor gets, and what a hostile one can do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWith, missingForShell } from '../support/needs.ts';
import type { Exhibit } from './exhibit.ts';
import type { Rig } from './rig.ts';
import { useRig } from './use-rig.ts';

const PAGE = { red: 0x30, green: 0x60, blue: 0x9a };
const client = join(import.meta.dirname, '../../resources/clients/browser');

describeWith('a page in the shell', missingForShell, () => {
  let rig: Rig;
  let exhibit: Exhibit;
  useRig(PAGE, (...given) => {
    [rig, exhibit] = given;
  });

  /** A page that is on the screen and takes orders. */
  async function shown(options: Parameters<Rig['show']>[1] = {}): Promise<void> {
    rig.launch();
    await rig.ready();
    rig.show(exhibit.url, options);
    await rig.until('page shown', () => rig.told('shown') === 1);
    await rig.until('the page listens', () => exhibit.pages === 1);
  }

  const of = (type: string) => rig.messages.filter((message) => message.type === type);
  const last = (type: string) => of(type).at(-1);
  /** Why the page was loaded anew. */
  const reasons = () => rig.messages.flatMap(({ type, state, message }) => (type === 'page' && state === 'reloading' ? [message] : []));
  const again = async (times: number) => {
    await rig.until('page shown again', () => rig.told('shown') === times + 1);
    await rig.until('the page listens', () => exhibit.pages === 1);
  };

  it('is held to its beats once it has beaten, and to its progress', async () => {
    await shown({ stall: 3000 });
    exhibit.order('window.going = setInterval(() => invigil.beat({ message: "going" }), 100)');
    await rig.until('its message', () => of('beat').some(({ message }) => message === 'going'));
    expect(reasons()).toEqual([]);
    // It draws on all the time.
    exhibit.order('clearInterval(going)');
    await rig.until('its silence is seen', () => rig.told('reloading') === 1);
    await again(1);
    exhibit.order('setInterval(() => invigil.progress(7), 100)');
    await rig.until('its standstill is seen', () => rig.told('reloading') === 2);
    expect(reasons()).toEqual(['the page has not called beat for 1.5 s', "the page's progress has stood still for 3.0 s"]);
    await again(2);
    expect(rig.fatal()).toBe(0);
  });

  it('may block when it said that it is busy', async () => {
    await shown();
    exhibit.order(`invigil.beat(); invigil.busy(30000, 'counting');
      setTimeout(() => { const end = Date.now() + 4000; while (Date.now() < end); document.title = 'done'; invigil.beat({ message: 'counted' }) }, 50)`);
    await rig.until('it is back', () => of('beat').some(({ message }) => message === 'counted'));
    expect(of('beat').some(({ message }) => message === 'counting')).toBe(true);
    expect(reasons()).toEqual([]);
  });

  it('reports health, numbers and errors as the service, and is loaded anew when it asks for it', async () => {
    await shown();
    exhibit.order(`invigil.ready(); invigil.health('gl', 'warning', 'slow'); invigil.metric('fps', 60, { room: 2 });
      invigil.error(new TypeError('no frame'))`);
    await rig.until('the error', () => of('error').length === 1);
    expect(last('health')?.checks).toMatchObject([{ name: 'gl', status: 'warning', message: 'slow' }]);
    expect(last('metric')).toMatchObject({ name: 'fps', value: 60, labels: { room: '2' } });
    expect(last('error')).toMatchObject({ message: 'no frame', fatal: false, traceback: expect.stringContaining('no frame') });
    expect(reasons()).toEqual([]);
    exhibit.order(`invigil.error('context lost', { fatal: true })`);
    await again(1);
    // What the last document said ended with it.
    expect(last('health')?.checks).toEqual([]);
    exhibit.order(`invigil.request('restart')`);
    await again(2);
    expect(reasons()).toEqual(['the page asked to be loaded anew: context lost', 'the page asked to be loaded anew: it wants a restart']);
    expect(rig.fatal()).toBe(0);
  });

  it('costs the shell nothing when it is hostile', async () => {
    await shown({ page: 5000 });
    exhibit.order(`const things = [undefined, null, NaN, 10n, 'x'.repeat(1e7), [], {}, () => 0, document.body, new Error('x'.repeat(1e6)),
        Symbol('x'), Array.from({ length: 1000 }, () => 'y'.repeat(1000))];
      const words = Object.keys(invigil).filter((word) => word !== 'request');
      let said = 0, beats = 0, thrown = 0;
      const shout = () => {
        for (let n = 0; n < 2000; n += 1, said += 1) {
          try { invigil[words[said % words.length]](things[said % things.length], things[said % 7], things[said % 5]) } catch { thrown += 1 }
        }
        invigil.progress(++beats);
        if (said < 100000) setTimeout(shout, 0); else { invigil.beat({ message: 'said ' + said + ', thrown ' + thrown }); setInterval(() => invigil.progress(++beats), 100) }
      };
      shout()`);
    await rig.until('it has shouted', () => of('beat').some(({ message }) => message === 'said 100000, thrown 0'), 60_000);
    const before = rig.messages.length;
    await rig.beats(3);
    expect(reasons()).toEqual([]);
    expect(rig.fatal()).toBe(0);
    expect(rig.told('shown')).toBe(1);
    // Bounded by the time that it took, not by what was said.
    expect(before).toBeLessThan(5000);
    for (const message of rig.messages) expect(JSON.stringify(message).length).toBeLessThan(65_536);
    expect(rig.output).toContain('dropped: what the page says beyond 50 words in a second');
    await rig.sees('the page', PAGE);
  });

  it('is the example of the docs, word for word', async () => {
    exhibit.files.set('/example', readFileSync(join(client, 'examples/with.html'), 'utf8'));
    exhibit.files.set('/invigil.js', readFileSync(join(client, 'invigil.js'), 'utf8'));
    rig.launch();
    await rig.ready();
    rig.show(`${exhibit.url}example`, { stall: 1000 });
    await rig.until('page shown', () => rig.told('shown') === 1);
    await rig.beats(3);
    expect(reasons()).toEqual([]);
    expect(rig.output).not.toContain('dropped');
  });
});
