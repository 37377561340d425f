import { isIP } from 'node:net';

/** Whether only this machine itself can reach a host: `localhost` and the names below it, 127.0.0.0/8 and ::1. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (isIP(name) === 4) return name.startsWith('127.');
  if (isIP(name) === 6) return URL.parse(`http://[${name}]/`)?.hostname === '[::1]';
  return name === 'localhost' || name.endsWith('.localhost');
}
