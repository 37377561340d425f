/** Asks by connecting: a connection that is accepted is the answer, and is closed at once. */
import { connect } from 'node:net';
import type { Question } from '../supervisor/ports.ts';
import { type Ask, connectionWords } from './question.ts';

export function askTcp({ host, port }: Extract<Question, { kind: 'tcp' }>): Ask {
  return (answered) => {
    const socket = connect({ host, port });
    socket.on('connect', () => {
      socket.destroy();
      answered(null);
    });
    socket.on('error', (error) => answered(`${host.includes(':') ? `[${host}]` : host}:${port}: ${connectionWords(error)}`));
    return () => socket.destroy();
  };
}
