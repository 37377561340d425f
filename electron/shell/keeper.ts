/** Keeps the page: carries out what the policy decides, and wakes it when something is due. */
import { performance } from 'node:perf_hooks';
import type { WebContents } from 'electron';
import { Content, type ContentOptions } from './content.ts';
import { due, held, type Order, type Page, type PageAction, type PageEvent } from './page.ts';
import { step } from './policy.ts';
import type { ToSupervisor } from './protocol.ts';
import { Voice } from './voice.ts';
import type { HoldingWindow } from './window.ts';

/** How long the holding page may take to one frame; less than what counts as a late timer (policy.ts). */
const FRAME_PATIENCE_MS = 300;

export interface KeeperOptions extends Omit<ContentOptions, 'window' | 'order' | 'report' | 'hear' | 'renewed'> {
  readonly holding: HoldingWindow;
  readonly send: (message: ToSupervisor) => void;
  /** Whether the page cannot be judged now: it is not on the screen. */
  readonly excused: () => boolean;
}

export class Keeper {
  readonly #options: KeeperOptions;
  readonly #voice: Voice;
  #page: Page = held;
  #content: Content | null = null;
  #covered = false;
  /** The screen took pictures when that was last asked. */
  #lit = true;
  #timer: NodeJS.Timeout | undefined;
  /** What happened while an action was carried out: taken in after it, never within it. */
  readonly #inbox: PageEvent[] = [];
  #acting = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#voice = new Voice({ report: (event) => this.#take(event), send: options.send, note: (text) => console.warn(text) });
  }

  show(order: Order): void {
    this.#take({ type: 'show', order });
  }

  hold(): void {
    this.#take({ type: 'hold' });
  }

  /** Loads the page anew because a person wants it. */
  refresh(): void {
    this.#take({ type: 'refresh' });
  }

  /** What the page did until now is not judged. */
  excuse(): void {
    this.#take({ type: 'excused' });
  }

  /** What visitors see: the page, or the holding page. */
  get seen(): WebContents {
    return this.#covered && this.#content !== null ? this.#content.contents : this.#options.holding.window.webContents;
  }

  /** Makes a picture that no longer reaches the screen do so again. */
  repaint(): void {
    if (this.#page.phase === 'painting' || this.#page.phase === 'shown') this.#content?.repaint();
    else this.#options.holding.window.webContents.invalidate();
  }

  #take(event: PageEvent): void {
    this.#inbox.push(event);
    if (this.#acting) return;
    this.#acting = true;
    for (let next = this.#inbox.shift(); next !== undefined; next = this.#inbox.shift()) {
      const [page, actions] = step(this.#page, next, performance.now());
      this.#page = page;
      for (const action of actions) this.#act(action);
    }
    this.#acting = false;
    clearTimeout(this.#timer);
    const dueAt = due(this.#page);
    if (dueAt !== null) this.#timer = setTimeout(() => void this.#tick(), Math.max(0, Math.ceil(dueAt - performance.now())));
  }

  /**
   * A page that a developer looks into, or that nobody sees, is not judged; what it does is seen as always. Before any other is, the
   * holding page below it is asked for a frame: where that gets none either, it is the screen that shows nothing.
   */
  async #tick(): Promise<void> {
    const asked = this.#page;
    if (asked.phase !== 'painting' && asked.phase !== 'shown') return this.#take({ type: 'tick' });
    if (this.#content?.inspected || this.#options.excused()) return this.#take({ type: 'excused' });
    const isLit = await this.#options.holding.draws(FRAME_PATIENCE_MS);
    // What came meanwhile has set a timer of its own.
    if (this.#page !== asked) return;
    if (!isLit && this.#lit) console.log('the screen takes no pictures: the page is not judged');
    this.#lit = isLit;
    this.#take({ type: isLit ? 'tick' : 'dark' });
  }

  #frame(): void {
    if (!this.#lit) console.log('the screen takes pictures again');
    this.#lit = true;
  }

  #act(action: PageAction): void {
    const { holding, send } = this.#options;
    switch (action.do) {
      case 'open':
        this.#close();
        holding.point(action.order.settings.cursor);
        this.#content = new Content({
          ...this.#options,
          window: holding.window,
          order: action.order,
          report: (event) => {
            if (event.type === 'frame') this.#frame();
            this.#take(event);
          },
          hear: (word) => this.#voice.hear(word, performance.now(), new Date().toISOString()),
          renewed: () => this.#voice.forget(),
        });
        return;
      case 'load':
        return this.#content?.load(action.url);
      case 'stop':
        return this.#content?.stop();
      case 'attach':
        return this.#content?.attach();
      case 'cover':
        this.#covered = true;
        return holding.cover();
      case 'detach':
        this.#content?.detach();
        return this.#uncover();
      case 'crash':
        return this.#content?.crash();
      case 'close':
        return this.#close();
      case 'tell':
        console.log(`page ${action.state}${action.message === undefined ? '' : `: ${action.message}`}`);
        return send({ type: 'page', state: action.state, ...(action.message === undefined ? {} : { message: action.message }) });
      case 'fatal':
        console.error(`the shell needs a restart: ${action.message}`);
        return send({ type: 'error', message: action.message, fatal: true });
    }
  }

  #close(): void {
    if (this.#content === null) return;
    this.#content.close();
    this.#content = null;
    this.#voice.forget();
    this.#uncover();
  }

  /** Once for each time it was covered: a further try of the address must not start the holding page's clock anew. */
  #uncover(): void {
    if (!this.#covered) return;
    this.#covered = false;
    this.#options.holding.uncover();
  }
}
