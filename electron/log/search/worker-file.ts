/** Where the worker's program lies: beside this file in a checkout, beside the bundle (`dist/log-search-worker.js`) in a package. */
export const workerFile = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './log-search-worker.js', import.meta.url);
