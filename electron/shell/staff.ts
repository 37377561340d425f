/**
 * What people do at the screen, as far as the shell does it: the overlay, naming the screen, leaving it to the desktop, taking a picture,
 * and for a hidden shell whether there is a window at all.
 */
import { join } from 'node:path';
import { messageOf } from '../platform/errors.ts';
import { capture } from './capture.ts';
import type { ShellSettings } from './environment.ts';
import type { Keeper } from './keeper.ts';
import { Label } from './overlay/label.ts';
import { Overlay } from './overlay/overlay.ts';
import type { Presence, Reasons } from './presence.ts';
import type { FromSupervisor, ToSupervisor } from './protocol.ts';
import type { HoldingWindow } from './window.ts';

/** After the start, so that the overlay's page does not hold up the exhibit's. */
const PREPARE_MS = 3000;

export interface StaffOptions {
  readonly settings: ShellSettings;
  /** With the shell's bundle. */
  readonly folder: string;
  readonly holding: HoldingWindow;
  readonly keeper: Keeper;
  readonly presence: Presence;
  readonly send: (message: ToSupervisor) => void;
}

export class Staff {
  readonly #options: StaffOptions;
  readonly #label: Label;
  readonly overlay: Overlay;

  constructor(options: StaffOptions) {
    this.#options = options;
    const { folder, send } = options;
    const { control, locale, service } = options.settings;
    const { window } = options.holding;
    this.#label = new Label({ window, onChange: (label) => this.#place({ label }) });
    this.overlay = new Overlay({
      window,
      page: join(folder, 'overlay.html'),
      preload: join(folder, 'overlay-preload.cjs'),
      control,
      locale,
      service,
      send,
      onChange: (overlay) => this.#place({ overlay }),
    });
    setTimeout(() => this.overlay.prepare(), PREPARE_MS);
  }

  /** What of a message concerns people at the screen; the page itself is the keeper's. */
  receive(message: FromSupervisor): void {
    switch (message.type) {
      case 'show':
        return this.#place({ held: false });
      case 'hold':
        return this.#place({ held: true });
      case 'hide':
        this.#place({ held: false });
        return this.#options.send({ type: 'page', state: 'shown' });
      case 'overlay':
        return this.overlay.open('command');
      case 'identify':
        return this.#label.show(message.text, message.for_ms);
      case 'desktop':
        if (message.away) this.overlay.close('a person went to the desktop');
        return this.#place({ away: message.away });
      case 'capture':
        this.#capture(message).then(
          () => this.#options.send({ type: 'captured', id: message.id }),
          (error: unknown) => this.#options.send({ type: 'captured', id: message.id, reason: messageOf(error) }),
        );
        return;
    }
  }

  #place(change: Partial<Reasons>): void {
    const { presence, keeper } = this.#options;
    const before = presence.seen;
    presence.set(change);
    // Out of sight it drew nothing.
    if (presence.seen && !before) keeper.excuse();
  }

  /** The page's own view: what lies over it is not on the picture. */
  async #capture({ file, beneath }: Extract<FromSupervisor, { type: 'capture' }>): Promise<void> {
    const { keeper, presence } = this.#options;
    if (this.overlay.isOpen && !beneath) throw new Error('the overlay is open');
    if (!presence.seen) throw new Error('the window is not on the screen');
    await capture(keeper.seen, file);
  }
}
