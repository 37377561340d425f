/**
 * The exhibit's core: computes the flock 60 times a second, serves the page, and streams the flock to it (`/sky`) and the notes
 * to the sound (`/notes`) as server-sent events.
 *
 *   node core.mjs PORT
 *
 * SIGUSR2 makes it stand still while it goes on beating, and `POST /freeze` freezes the page: both are for `npm run demo:break`.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { progress } from '../clients/node/invigil.mjs';
import { Flock } from './flock.mjs';

const FRAMES_PER_SECOND = 60;
/** Every third frame goes to the page, which draws what lies between. */
const FRAMES_PER_MESSAGE = 3;
/** A reader that is this far behind (a frozen page) gets nothing more until it has read: its memory is ours. */
const MAX_BEHIND_BYTES = 256 * 1024;

const port = Number(process.argv[2] ?? 7814);
const flock = new Flock(Date.now() >>> 10);
const sky = new Set();
const ears = new Set();
let frames = 0;
let standsStill = false;

const PAGES = new Map(
  [
    ['/', 'index.html', 'text/html; charset=utf-8'],
    ['/lanterns.js', 'lanterns.js', 'text/javascript; charset=utf-8'],
    ['/scene.js', 'scene.js', 'text/javascript; charset=utf-8'],
    ['/style.css', 'style.css', 'text/css; charset=utf-8'],
  ].map(([url, file, type]) => [url, { type, body: readFileSync(new URL(`./page/${file}`, import.meta.url)) }]),
);

function publish(readers, event, data) {
  const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  for (const reader of readers) if (reader.writableLength < MAX_BEHIND_BYTES) reader.write(text);
}

function stream(readers, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 500\n\n');
  readers.add(response);
  response.on('close', () => readers.delete(response));
}

const server = createServer((request, response) => {
  const page = PAGES.get(request.url ?? '');
  if (request.method === 'GET' && page) {
    response.writeHead(200, { 'content-type': page.type, 'cache-control': 'no-store', 'content-security-policy': "default-src 'self'" });
    response.end(page.body);
  } else if (request.method === 'GET' && request.url === '/sky') stream(sky, response);
  else if (request.method === 'GET' && request.url === '/notes') {
    stream(ears, response);
    publish([response], 'chord', { root: flock.root });
    // No other site's page may send this header without being asked first, and nothing here answers that question.
  } else if (request.method === 'POST' && request.url === '/freeze' && request.headers['x-demo'] === 'break') {
    publish(sky, 'freeze', {});
    response.writeHead(204).end();
  } else response.writeHead(404, { 'content-type': 'text/plain' }).end('not here\n');
});

/** Numbers short enough for 20 messages a second. */
const brief = (value) => Math.round(value * 1e4) / 1e4;

function computeFrame() {
  const root = flock.root;
  for (const note of flock.step(1 / FRAMES_PER_SECOND)) {
    publish(ears, 'note', note);
    publish(sky, 'note', note);
  }
  if (flock.root !== root) publish(ears, 'chord', { root: flock.root });
  frames += 1;
  if (frames % FRAMES_PER_MESSAGE !== 0) return;
  publish(
    sky,
    'sky',
    flock.lanterns.map((l) => [l.id, brief(l.x), brief(l.y), brief(l.depth), Math.round(l.hue), brief(l.lit)]),
  );
}

// Time is counted in whole frames from the start, so that a late timer is caught up, up to a quarter of a second.
let due = performance.now();
setInterval(() => {
  progress(frames);
  const now = performance.now();
  due = Math.max(due, now - 250);
  for (; due <= now; due += 1000 / FRAMES_PER_SECOND) if (!standsStill) computeFrame();
}, 1000 / FRAMES_PER_SECOND);

process.on('SIGUSR2', () => {
  console.log('standing still, as asked: beats go on, frames do not');
  standsStill = true;
});
process.on('SIGTERM', () => {
  process.exit(0);
});
server.on('error', (error) => {
  console.error(`cannot listen on 127.0.0.1:${port}: ${error.message}. Another program holds the port, or the demo runs already.`);
  process.exit(1);
});
server.listen(port, '127.0.0.1', () => console.log(`the lanterns rise at http://127.0.0.1:${port}/`));
