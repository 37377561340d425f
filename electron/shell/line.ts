/**
 * The line to the supervisor: a ZeroMQ DEALER. What cannot be sent waits in a short queue, the oldest is dropped first, and nothing
 * here ever holds up the shell or keeps it from ending. A supervisor that went away is no concern of the shell: the socket connects
 * again by itself, and the guard of its process ends a shell without a supervisor.
 */
import { context, Dealer } from 'zeromq';
import { encodeMessage, type FromSupervisor, parseMessage, type ToSupervisor } from './protocol.ts';

/** Unsent messages that are kept: more than a minute of beats and page messages while the supervisor restarts. */
const KEPT = 100;
/** The supervisor takes no message above this. */
const MESSAGE_BYTES = 65_536;

export interface Line {
  send(message: ToSupervisor): void;
  /** Before the process ends: the addon does not survive being torn down with an open socket. */
  close(): void;
}

export interface LineOptions {
  readonly endpoint: string;
  readonly service: string;
  readonly instance: string;
  readonly onMessage: (message: FromSupervisor) => void;
}

/** Connects and never fails: an endpoint that nobody serves yet is connected to as soon as somebody does. */
export function openLine(options: LineOptions): Line {
  // Otherwise a message that nobody takes keeps the process from ending.
  context.blocky = false;
  const socket = new Dealer({ linger: 0, sendHighWaterMark: KEPT, maxMessageSize: MESSAGE_BYTES, reconnectInterval: 100 });
  socket.connect(options.endpoint);
  receive(socket, options.onMessage).catch((error: unknown) => console.error(`line to the supervisor: ${error}`));

  const queue: string[] = [];
  let sending = false;
  const drain = async () => {
    sending = true;
    for (let text = queue.shift(); text !== undefined && !socket.closed; text = queue.shift()) await socket.send(text);
    sending = false;
  };
  return {
    send(message) {
      const text = encodeMessage(message, options.service, options.instance);
      const bytes = Buffer.byteLength(text);
      if (bytes > MESSAGE_BYTES) return console.error(`dropped a message of ${bytes} bytes (${message.type}); at most ${MESSAGE_BYTES}`);
      queue.push(text);
      if (queue.length > KEPT) queue.shift();
      if (!sending) drain().catch((error: unknown) => console.error(`line to the supervisor: ${error}`));
    },
    close: () => socket.close(),
  };
}

async function receive(socket: Dealer, onMessage: (message: FromSupervisor) => void): Promise<void> {
  for await (const [frame] of socket) {
    const message = frame === undefined ? null : parseMessage(frame.toString('utf8'));
    if (message !== null) onMessage(message);
  }
}
