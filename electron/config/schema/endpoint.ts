import * as z from 'zod';
import { mean } from './meaning.ts';
import { whole } from './values.ts';

/** What is asked of a program from outside, and where: addresses of servers. */

const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])$/;

/** A host and a port, read. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Reads `led.local:80` or `[::1]:80`; null for anything else. */
export function readAddress(text: string): Address | null {
  const at = text.lastIndexOf(':');
  const host = text.slice(0, at);
  const port = text.slice(at + 1);
  if (at < 1 || !HOST.test(host) || !/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) return null;
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

/** A host and a port in one text. */
export function address(example: string) {
  const schema = z.string().transform((text, context): Address => {
    const read = readAddress(text);
    if (read !== null) return read;
    context.addIssue({ code: 'custom', message: 'no address' });
    return z.NEVER;
  });
  return mean(schema, { wanted: `a host and a port in quotes, like "${example}"` });
}

/** The name or the address of a machine. */
export function host(example: string) {
  return mean(z.string().regex(HOST), { wanted: `the name or address of a machine in quotes, like "${example}"` });
}

/** An address that is asked over HTTP. */
export function httpUrl() {
  const isHttp = (text: string) => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '');
  return mean(z.string().max(2048).refine(isHttp), {
    wanted: 'an address in quotes that begins with http:// or https://, like "http://127.0.0.1:3000/health"',
  });
}

/** A status of HTTP. */
export const httpStatus = () => whole(100, 599, 200);
