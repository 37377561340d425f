/**
 * The dashboard's pages: files of one folder, each a route of its own made when the supervisor starts, so that no path leads elsewhere.
 * They are the same for everybody and hold nothing of the exhibit. Names carry a digest of what is inside and may be kept for ever;
 * `index.html`, which names them, is asked for anew each time.
 */
import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** `main-3QX7ZLKA.js`: as the bundler names what it has digested. */
const DIGESTED = /-[A-Z0-9]{8}\.[^/]+$/;

/** `trouble`: there are no pages, and only the API answers. */
export async function addPages(app: FastifyInstance, folder: string, trouble: (text: string) => void): Promise<void> {
  if (!existsSync(folder)) return trouble(`the dashboard's pages are not at ${folder}: only its API answers. "npm run bundle" makes them`);
  await app.register(async (pages) => {
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, open: true };
    });
    await pages.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      // Compressed by the bundle, if at all: not anew for each reader.
      preCompressed: true,
      cacheControl: false,
      setHeaders(reply, path) {
        const plain = path.replace(/\.(br|gz)$/, '');
        reply.header('cache-control', DIGESTED.test(plain) ? 'public, max-age=31536000, immutable' : 'no-store');
      },
    });
  });
}
