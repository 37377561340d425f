/** The page's words as a module: `import { beat } from './invigil.mjs'`. See invigil.js. */
import './invigil.js';

export const { beat, progress, ready, busy, health, error, metric, request } = globalThis.invigil;
