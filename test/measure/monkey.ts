/**
 * A visitor who presses and clicks at random: keys with all modifiers but not the overlay's hotkey, clicks of every button, drags, many of
 * them into the corner that opens the PIN pad. The page has in it what leads out of a browser.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Hands } from '../lab/hands.ts';
import { Stage } from '../lab/stage.ts';
import { Exhibit } from '../shell/exhibit.ts';
import { labElectron } from '../support/electron.ts';
import type { Measure, Table } from './table.ts';

const SIZE = [1280, 720] as const;
const PAGE = { red: 0x9a, green: 0x30, blue: 0x60 };
/** Keys that are sent in one go of wtype. */
const BATCH = 20;
/** How long the PIN pad may stay after the last touch. */
const PAD_MS = 15_000;

const MODIFIERS = ['ctrl', 'alt', 'shift', 'logo'] as const;
const KEYS = [
  ...'abcdefghijklmnopqrstuvwxyz0123456789',
  ...Array.from({ length: 12 }, (_, at) => `F${at + 1}`),
  ...['Escape', 'Tab', 'Return', 'space', 'BackSpace', 'Delete', 'Insert', 'Home', 'End', 'Prior', 'Next', 'Left', 'Right', 'Up', 'Down'],
  ...['plus', 'minus', 'equal', 'Menu', 'Print', 'XF86Back', 'XF86Forward', 'XF86Refresh', 'XF86HomePage', 'XF86WWW', 'XF86Mail'],
];

/** Everything that leads out of a page, all over the screen. */
const TRAPS = `<!doctype html><title>Exhibit</title><style>
  body { margin: 0; background: rgb(${PAGE.red}, ${PAGE.green}, ${PAGE.blue}) }
  main { display: grid; grid-template-columns: repeat(6, 1fr); gap: 8px; padding: 60px 40px }
  main > * { height: 80px; width: auto; background: #fff4; border: 0; font: 18px sans-serif }
</style><main>
  <a href="https://example.org/">out</a><a href="https://example.org/" target="_blank">window</a><a href="mailto:a@example.org">mail</a>
  <a href="/file" download>download</a><a href="file:///etc/passwd">file</a><a href="unknown:x">scheme</a>
  <input value="text"><input type="file"><input type="color"><input type="date"><select><option>a<option>b</select><textarea></textarea>
  <button onclick="window.open('https://example.org/')">open</button><button onclick="print()">print</button>
  <button onclick="alert('x')">alert</button><button onclick="close()">close</button>
  <button onclick="document.documentElement.requestFullscreen()">full</button><button onclick="location='https://example.org/'">go</button>
  <iframe srcdoc="<a href='https://example.org/' target='_top'>top</a>"></iframe><div contenteditable>edit</div>
  <img draggable="true" alt="drag" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">
  <video controls></video><details><summary>more</summary>x</details><a href="view-source:http://127.0.0.1/">source</a>
</main><script>addEventListener('beforeunload', (event) => event.preventDefault());new EventSource('/orders');</script>`;

export interface Rampage {
  readonly acts: number;
  /** In words: what is not as it was; empty when all is well. */
  readonly harm: readonly string[];
}

export async function rampage(acts: number, seed: number): Promise<Rampage> {
  if (labElectron === null) throw new Error('no Electron: see test/lab/get-electron');
  const exhibit = new Exhibit(PAGE);
  exhibit.files.set('/traps', TRAPS);
  await exhibit.open();
  const stage = await Stage.open(labElectron, `[service.display]\nurl = "${exhibit.url}traps"\n`, {}, SIZE.join('x'));
  const hands = new Hands(stage.session, SIZE);
  const random = generator(seed);
  try {
    await stage.start();
    await stage.until('the page runs', () => exhibit.pages === 1);
    await stage.reaches('display running');
    const before = await stage.service('display');
    for (let done = 0; done < acts; done += BATCH) {
      if (random() < 0.5) await hands.keys(...Array.from({ length: BATCH }, () => key(random)).flat());
      else for (let act = 0; act < BATCH; act += 1) hands.mouse(mouse(random));
    }
    const steady = async () => {
      const { red, green, blue } = await stage.session.pixel(10, 10);
      return Math.abs(red - PAGE.red) + Math.abs(green - PAGE.green) + Math.abs(blue - PAGE.blue) <= 6;
    };
    const lastTouch = performance.now();
    await stage.until('the page alone is on the screen', steady, 2 * PAD_MS).catch(() => undefined);
    const padMs = performance.now() - lastTouch;
    await sleep(1_000);
    const after = await stage.service('display');
    const harm = [
      ...((await steady()) ? [] : ['something else than the page is on the screen']),
      // Between our last word to the mouse and its last act there may be some seconds.
      ...(padMs > PAD_MS + 5_000 ? [`the PIN pad stayed for ${Math.round(padMs / 1_000)} s`] : []),
      ...(after.instance === before.instance && after.restarts === before.restarts ? [] : ['the shell was restarted']),
      ...(after.state === 'running' ? [] : [`the display is ${after.state}`]),
      ...(exhibit.pages === 1 ? [] : [`the page is open ${exhibit.pages} times`]),
      ...(windows(await stage.session.sway('-t', 'get_tree')) === 1 ? [] : ['there is not one window, full screen']),
    ];
    return { acts, harm };
  } finally {
    await hands.close();
    await stage.remove();
    await exhibit.close();
  }
}

/** One key with any modifiers; never the hotkey. */
function key(random: () => number): string[] {
  const held = MODIFIERS.filter(() => random() < 0.25);
  const name = KEYS[Math.floor(random() * KEYS.length)] ?? 'a';
  if (name === 'i' && held.includes('ctrl') && held.includes('alt')) return key(random);
  return [...held.flatMap((one) => ['-M', one]), '-k', name, ...held.flatMap((one) => ['-m', one])];
}

function mouse(random: () => number): string {
  const [width, height] = SIZE;
  const corner = random() < 0.2;
  const x = () => Math.floor(random() * (corner ? 60 : width));
  const y = () => Math.floor(random() * (corner ? 60 : height));
  const button = ['left', 'left', 'left', 'middle', 'right'][Math.floor(random() * 5)] ?? 'left';
  return random() < 0.2 ? `drag ${x()} ${y()} ${x()} ${y()}` : `click ${x()} ${y()} ${button}`;
}

/** mulberry32: the same acts for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How many windows of ours are full screen; others count as much as harm: -1. */
function windows(tree: string): number {
  const found = [...tree.matchAll(/"app_id": ("[^"]*"|null)/g)].map(([, id]) => id).filter((id) => id !== 'null');
  const full = [...tree.matchAll(/"fullscreen_mode": 1/g)].length;
  return found.length === 1 && full >= 1 ? 1 : -1;
}

export const measure: Measure = {
  name: 'monkey',
  title: 'Random keys, clicks and drags',
  async run({ short }): Promise<Table> {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const { acts, harm } = await rampage(short ? 200 : 2_000, seed);
    return {
      wanted: 'still the exhibit; the PIN pad, if it shows, gone in 15 s; nothing restarted',
      met: harm.length === 0,
      columns: ['acts', 'harm'],
      rows: [[`${acts}`, harm.length === 0 ? 'none' : harm.join('; ')]],
      notes: [
        `Seed ${seed}; Electron ${labElectron?.version}. Keys by wtype with every modifier (the hotkey left out), clicks of three buttons and drags by a virtual pointer, a fifth of them in the corner of the PIN pad.`,
      ],
    };
  },
};
