/** What may lie in the place of a file that a service should write. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';

/** Each puts one thing at the path, which is free; what is told of it. */
export const HOSTILE_FILES: Readonly<Record<string, { readonly put: (path: string) => void; readonly told: string }>> = {
  'a FIFO': { put: (path) => void execFileSync('mkfifo', [path]), told: 'a FIFO' },
  'a folder': { put: (path) => mkdirSync(`${path}/deep/er`, { recursive: true }), told: 'a folder' },
  'a symbolic link': { put: (path) => symlinkSync('/etc/passwd', path), told: 'a symbolic link' },
  'a link to a device that never ends': { put: (path) => symlinkSync('/dev/zero', path), told: 'a symbolic link' },
};

/** Contents that are no health document. */
export const HOSTILE_TEXTS: Readonly<Record<string, { readonly text: string | Buffer; readonly told: string }>> = {
  'ten megabytes': { text: Buffer.alloc(10_000_000, ' '), told: '10000000 bytes' },
  'half a document': { text: '{"checks": [{"name": "led", "sta', told: 'half written' },
  'no UTF-8': { text: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), told: 'not UTF-8' },
  'a list': { text: '[]', told: 'not a JSON object' },
  NaN: { text: '{"last_updated": NaN, "checks": []}', told: 'not a JSON object' },
  'checks that are none': { text: '{"checks": [null, 1e999, {"name": "led"}]}', told: 'a check' },
  'metadata without a ground': {
    text: `{"checks":[{"name":"led","status":"healthy","metadata":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}]}`,
    told: 'nested deeper',
  },
};
