/** Where the worker's program lies: beside this file in a checkout, beside the bundle (`dist/outbox-worker.js`) in a package. */
export const workerFile = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './outbox-worker.js', import.meta.url);
