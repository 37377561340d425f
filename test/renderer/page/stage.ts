/**
 * Runs in the overlay's page in place of the shell: answers what it asks from a scenario, as the supervisor would. Tests reach it as
 * `window.stage`: they change what it answers, and look at what was asked.
 */
import type { Answer, Ask, OverlayBridge } from '../../../electron/documents/bridge.ts';
import type { Scenario } from '../scenario.ts';

type Opened = Parameters<Parameters<OverlayBridge['onOpened']>[0]>[0];

declare global {
  interface Window {
    stage: Stage;
    overlay: OverlayBridge;
  }
}

class Stage {
  readonly asked: Ask[] = [];
  scenario: Scenario;
  away = false;
  #signedIn = false;
  #opened: Opened | null = null;
  #onOpened: (opened: Opened) => void = () => undefined;
  #closed: () => void = () => undefined;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
  }

  readonly bridge: OverlayBridge = {
    ask: async (ask) => {
      this.asked.push(ask);
      if (ask.ask === 'close') this.close();
      return this.away ? no({ kind: 'away', detail: 'The supervisor does not answer.' }) : this.#answer(ask);
    },
    onOpened: (listener) => {
      this.#onOpened = listener;
      // As the shell's preload does: it may have been opened before the page's script ran.
      if (this.#opened !== null) listener(this.#opened);
    },
    onClosed: (listener) => {
      this.#closed = listener;
    },
  };

  open(): void {
    this.#signedIn = false;
    this.#opened = { way: 'hotkey', locale: this.scenario.locale, service: 'display' };
    this.#onOpened(this.#opened);
  }

  close(): void {
    this.#opened = null;
    this.#closed();
  }

  /** What happens to sessions when the supervisor starts anew. */
  forgetSession(): void {
    this.#signedIn = false;
  }

  #answer(ask: Ask): Answer {
    const { scenario } = this;
    if (ask.ask === 'close') return yes({});
    if (ask.ask === 'sign-in') return this.#signIn(ask.pin);
    if (ask.ask === 'read' && ask.document === 'sign-in') return yes(scenario.pad);
    const withoutPin = this.#withoutPin(ask);
    if (!this.#signedIn && !withoutPin) return no({ kind: 'not-signed-in', detail: 'Sign in with a PIN.' });
    switch (ask.ask) {
      case 'read':
        return yes(scenario.documents[ask.document === 'sign-in' ? 'overview' : ask.document]);
      case 'log':
        return yes({ service: ask.service, lines: scenario.lines });
      case 'picture':
      case 'screenshot':
        return yes(scenario.picture);
      case 'command':
        return this.#command(ask);
    }
  }

  #withoutPin(ask: Ask): boolean {
    const { without_pin } = this.scenario.pad;
    return (
      (ask.ask === 'command' && without_pin.includes(ask.name)) ||
      (ask.ask === 'read' && ask.document === 'sound' && without_pin.includes('volume'))
    );
  }

  #signIn(pin: string): Answer {
    const { person, wrongWaitMs } = this.scenario;
    if (pin !== person.pin) return no({ kind: 'wrong-pin', detail: "This is nobody's PIN.", waitMs: wrongWaitMs });
    this.#signedIn = true;
    return yes({ name: person.name, role: person.role });
  }

  #command(ask: Extract<Ask, { ask: 'command' }>): Answer {
    const refused = this.scenario.refused[ask.name];
    if (refused !== undefined) return no({ kind: 'refused', detail: refused });
    const sound = this.scenario.documents.sound;
    if (ask.name === 'volume' && sound.available) {
      const { percent, mute } = ask.arguments;
      if (typeof percent === 'number') sound.volume_percent = percent;
      if (typeof mute === 'boolean') sound.muted = mute;
    }
    if ((ask.name === 'reboot' || ask.name === 'poweroff') && ask.confirmation !== 'token') {
      const detail = `"${ask.name}" has to be confirmed within 30 s.`;
      return no({ kind: 'confirmation-needed', detail, confirmation: { token: 'token', expiresInMs: 30_000 } });
    }
    if (ask.name === 'screenshot') return yes({ sentence: 'It is kept.', file: 'screenshot-20261121-140211-482.jpg' });
    if (ask.name === 'test-alert') {
      const failed = 'it does not take the name and password';
      return yes({
        receivers: [
          { name: 'ntfy', kind: 'ntfy', outcome: 'delivered', detail: null, took_ms: 140 },
          { name: 'email', kind: 'email', outcome: 'failed', detail: failed, took_ms: 90 },
        ],
      });
    }
    return yes({});
  }
}

function yes(body: unknown): Answer {
  return { ok: true, body };
}

function no(problem: Extract<Answer, { ok: false }>['problem']): Answer {
  return { ok: false, problem };
}

/** Called before the page's own script. */
Object.assign(window, {
  setStage(scenario: Scenario) {
    window.stage = new Stage(scenario);
    window.overlay = window.stage.bridge;
  },
});
