/** Chromium's debugging protocol, for what nothing else gives in a headless session: touch. */

interface Target {
  readonly type: string;
  readonly url: string;
  readonly webSocketDebuggerUrl: string;
}

export class Cdp {
  readonly #socket: WebSocket;
  #number = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** To the page whose address begins so. `port`: that of `--remote-debugging-port`. */
  static async connect(port: number, address: string): Promise<Cdp> {
    const targets: readonly Target[] = JSON.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).text());
    const target = targets.find(({ url }) => url.startsWith(address));
    if (target === undefined) throw new Error(`no page ${address}; there are ${targets.map(({ url }) => url).join(', ')}`);
    const socket = new WebSocket(target.webSocketDebuggerUrl);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error(`no connection to ${target.webSocketDebuggerUrl}`)));
    });
    return new Cdp(socket);
  }

  /** Resolves when it is done. */
  async send(method: string, params: object): Promise<void> {
    this.#number += 1;
    const id = this.#number;
    const answered = new Promise<void>((resolve, reject) => {
      const hear = ({ data }: MessageEvent) => {
        const message: { id?: number; error?: object } = JSON.parse(String(data));
        if (message.id !== id) return;
        this.#socket.removeEventListener('message', hear);
        if (message.error === undefined) resolve();
        else reject(new Error(`${method}: ${JSON.stringify(message.error)}`));
      };
      this.#socket.addEventListener('message', hear);
    });
    this.#socket.send(JSON.stringify({ id, method, params }));
    await answered;
  }

  async tap(x: number, y: number): Promise<void> {
    await this.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await this.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  close(): void {
    this.#socket.close();
  }
}
