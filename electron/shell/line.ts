/**
 * The line to the supervisor: a ZeroMQ DEALER. What cannot be sent waits in a short queue, the oldest is dropped first, and nothing
 * here ever holds up the shell or keeps it from ending. A supervisor that went away is no concern of the shell: it connects
 * again by itself, and the guard of its process ends a shell without a supervisor.
 */
import { connect } from 'node:net';
import { Connection } from '../platform/zmtp/connection.ts';
import { encodeMessage, type FromSupervisor, parseMessage, type ToSupervisor } from './protocol.ts';

/** Unsent messages that are kept: more than a minute of beats and page messages while the supervisor restarts. */
const KEPT = 100;
/** The supervisor takes no message above this, and sends none. */
const MESSAGE_BYTES = 65_536;
const AGAIN_MS = 100;
const SCHEME = 'ipc://';

export interface Line {
  send(message: ToSupervisor): void;
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
  const path = options.endpoint.slice(SCHEME.length);
  const queue: string[] = [];
  let connection: Connection;
  let again: NodeJS.Timeout | undefined;
  let isClosed = false;

  const flush = () => {
    for (let text = queue[0]; text !== undefined && connection.send(text); text = queue[0]) queue.shift();
  };
  const open = () => {
    const socket = connect(path);
    connection = new Connection(socket, 'DEALER', MESSAGE_BYTES, {
      onReady: flush,
      onMessage(body) {
        const message = parseMessage(body.toString('utf8'));
        if (message !== null) options.onMessage(message);
      },
      onEnd(why) {
        if (why !== null) console.error(`line to the supervisor: ${why}`);
        if (!isClosed) again = setTimeout(open, AGAIN_MS);
      },
    });
    socket.on('data', (bytes: Buffer) => connection.take(bytes));
    socket.on('drain', flush);
  };
  open();
  return {
    send(message) {
      const text = encodeMessage(message, options.service, options.instance);
      const bytes = Buffer.byteLength(text);
      if (bytes > MESSAGE_BYTES) return console.error(`dropped a message of ${bytes} bytes (${message.type}); at most ${MESSAGE_BYTES}`);
      queue.push(text);
      if (queue.length > KEPT) queue.shift();
      flush();
    },
    close() {
      isClosed = true;
      clearTimeout(again);
      connection.end();
    },
  };
}
