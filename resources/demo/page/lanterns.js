/**
 * Draws the flock that the core streams: 20 positions a second, and what lies between them by each lantern's own motion. When
 * the core is gone the lanterns drift on and grow dim; when it is back they meet its flock again. The picture never jumps.
 */
import { HORIZON, paintGlow, paintNight, paintPaper } from './scene.js';

/** Width of the core's world in heights of its picture. */
const WORLD_WIDTH = 16 / 9;
/** A lantern takes this long, in seconds, to meet the place that the core names. */
const FOLLOW_S = 0.25;
/** Without word from the core for this long, in seconds, the lights go down. */
const PATIENCE_S = 1;
const HUES = [12, 18, 24, 30, 36];

const canvas = document.querySelector('#picture');
const context = canvas.getContext('2d', { alpha: false });
const glows = HUES.map((hue) => paintGlow(hue, 192));
const papers = HUES.map((hue) => paintPaper(hue, 96));
/** id to { x, y, vx, vy, depth, sprite, lit, wantedX, wantedY, wantedLit, seen } */
const lanterns = new Map();
let rings = [];
let night = null;
let heardAt = performance.now();
let light = 0;

/** The picture covers the window: a narrower one shows the middle. */
function resize() {
  // Above 1.5 the eye sees no more of a glow, and software rendering pays for it.
  const scale = Math.min(devicePixelRatio, 1.5);
  canvas.width = Math.round(innerWidth * scale);
  canvas.height = Math.round(innerHeight * scale);
  night = paintNight(canvas.width, canvas.height);
}

function hearSky(list) {
  const now = performance.now();
  const dt = Math.max(0.02, (now - heardAt) / 1000);
  heardAt = now;
  for (const [id, x, y, depth, hue, lit] of list) {
    const known = lanterns.get(id);
    if (known) {
      if (dt < PATIENCE_S) {
        known.vx += ((x - known.wantedX) / dt - known.vx) * 0.2;
        known.vy += ((y - known.wantedY) / dt - known.vy) * 0.2;
      }
      Object.assign(known, { wantedX: x, wantedY: y, wantedLit: lit, seen: now });
    } else {
      const sprite = HUES.reduce((best, h, i) => (Math.abs(h - hue) < Math.abs(HUES[best] - hue) ? i : best), 0);
      const fresh = { x, y, vx: 0, vy: 0, depth, sprite, lit: 0, phase: (id * 2.4) % 6.28 };
      lanterns.set(id, { ...fresh, wantedX: x, wantedY: y, wantedLit: lit, seen: now });
    }
  }
  for (const lantern of lanterns.values()) if (lantern.seen !== now) lantern.wantedLit = 0;
}

function move(dt, now) {
  const alone = (now - heardAt) / 1000 > PATIENCE_S;
  light += ((alone ? 0.3 : 1) - light) * Math.min(1, dt / 0.8);
  const follow = Math.min(1, dt / FOLLOW_S);
  for (const [id, l] of lanterns) {
    l.x += l.vx * dt;
    l.y += l.vy * dt;
    if (!alone) {
      l.x += (l.wantedX - l.x) * follow;
      l.y += (l.wantedY - l.y) * follow;
    }
    l.lit += (l.wantedLit - l.lit) * Math.min(1, dt / 0.7);
    if ((l.wantedLit === 0 && l.lit < 0.01) || l.y > 1.2) lanterns.delete(id);
  }
  rings = rings.filter((ring) => now - ring.at < 5000);
}

function draw(now) {
  const { width, height } = canvas;
  const edge = height * HORIZON;
  const unit = edge / 0.78;
  const left = width / 2 - (WORLD_WIDTH / 2) * unit;
  context.globalCompositeOperation = 'source-over';
  context.globalAlpha = 1;
  context.drawImage(night, 0, 0);
  const flock = [...lanterns.values()].sort((a, b) => a.depth - b.depth);
  const seconds = now / 1000;

  context.globalCompositeOperation = 'lighter';
  for (const l of flock) {
    // What hangs high is mirrored deep, in a few broken strokes that widen towards us.
    const x = left + l.x * unit;
    const deep = edge + (0.012 + 0.22 * Math.min(1, l.y / 0.8)) * unit * (0.55 + 0.45 * l.depth);
    const size = (0.05 + 0.09 * l.depth) * unit;
    const glow = glows[l.sprite];
    for (let i = 0; i < 4; i++) {
      const sway = Math.sin(seconds * (0.9 + 0.3 * i) + l.phase + i * 2) * 0.006 * unit * (1 + i);
      context.globalAlpha = (0.62 - 0.13 * i) * l.lit * light * (1 - 0.5 * Math.min(1, l.y));
      const y = deep + (i - 1) * 0.016 * unit;
      if (y > edge) context.drawImage(glow, x + sway - size * 0.55, y - size * 0.1, size * 1.1, size * 0.2);
    }
  }

  for (const ring of rings) {
    const age = (now - ring.at) / 5000;
    context.globalAlpha = 0.3 * (1 - age) ** 2 * light;
    context.strokeStyle = '#ffcf8a';
    context.lineWidth = 0.0016 * unit;
    context.beginPath();
    const radius = (0.01 + 0.1 * age) * unit * (0.5 + ring.depth);
    context.ellipse(left + ring.x * unit, edge + 0.022 * unit * (0.5 + ring.depth), radius, radius * 0.16, 0, 0, 7);
    context.stroke();
  }

  for (const l of flock) {
    const flicker = 0.93 + 0.07 * Math.sin(seconds * 1.7 + l.phase) * Math.sin(seconds * 0.6 + 2 * l.phase);
    const lit = l.lit * light * flicker;
    const x = left + l.x * unit;
    const y = edge - l.y * unit;
    const size = (0.012 + 0.034 * l.depth ** 1.3) * unit;
    const halo = size * 6;
    context.globalCompositeOperation = 'lighter';
    context.globalAlpha = lit * (0.55 + 0.45 * l.depth);
    context.drawImage(glows[l.sprite], x - halo / 2, y - size * 0.3 - halo / 2, halo, halo);
    context.globalCompositeOperation = 'source-over';
    context.globalAlpha = Math.min(1, lit * (0.5 + 0.5 * l.depth));
    context.drawImage(papers[l.sprite], x - size * 0.375, y - size, size * 0.75, size);
  }
}

let last = performance.now();
function frame(now) {
  move(Math.min(0.1, (now - last) / 1000), now);
  last = now;
  draw(now);
  requestAnimationFrame(frame);
}

const core = new EventSource('sky');
core.addEventListener('sky', (message) => hearSky(JSON.parse(message.data)));
core.addEventListener('note', (message) => rings.push({ ...JSON.parse(message.data), at: performance.now() }));
core.addEventListener('freeze', () => {
  for (;;); // `npm run demo:break page`: a page that hangs, as a real one would.
});
addEventListener('resize', resize);
resize();
requestAnimationFrame(frame);
