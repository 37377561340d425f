/**
 * Asks over HTTP: a GET on a connection of its own. The status is the answer; the body is read so that the server may finish, up to
 * BODY_MAX_BYTES, and means nothing. Redirections are answers like any other, a certificate that does not hold is a failure.
 */
import { request as http } from 'node:http';
import type { Question } from '../supervisor/ports.ts';
import { type Ask, connectionWords } from './question.ts';

/** More of an answer's body is not read. */
const BODY_MAX_BYTES = 65_536;

export function askHttp({ url, status }: Extract<Question, { kind: 'http' }>): Ask {
  const address = new URL(url);
  const wanted = status === null ? '200 to 299' : `${status}`;
  // What may be secret in an address is not told.
  const about = `${address.origin}${address.pathname}`;
  return (answered) => {
    const headers = { accept: '*/*', 'user-agent': 'invigil' };
    // Loaded by the first question that needs it: with its TLS it takes 3 ms, for which every start would wait.
    const request = address.protocol === 'https:' ? process.getBuiltinModule('node:https').request : http;
    const asked = request(address, { agent: false, headers });
    asked.on('response', (response) => {
      const found = response.statusCode ?? 0;
      const isGood = status === null ? found >= 200 && found <= 299 : found === status;
      answered(isGood ? null : `${about}: status ${found}, wanted ${wanted}`);
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > BODY_MAX_BYTES) asked.destroy();
      });
      // It has answered: how the rest of the body ends is of no interest.
      response.on('error', () => asked.destroy());
    });
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      answered(`${about}: status ${response.statusCode ?? 0}, wanted ${wanted}`);
    });
    asked.on('error', (error) => answered(`${about}: ${connectionWords(error)}`));
    asked.end();
    return () => asked.destroy();
  };
}
