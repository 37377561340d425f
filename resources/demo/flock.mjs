/**
 * The flock: paper lanterns that leave the water, rise, keep loose company in a slow wind, and go out high above.
 * Pure arithmetic; lengths are heights of the picture (the water is at y 0, the upper edge at about 0.78), times are seconds.
 */

/** Width of the world: a screen of 16:9. */
export const WIDTH = 16 / 9;
const COUNT = 110;
const CEILING = 0.9;
/** A lantern sees its neighbours up to here. */
const SIGHT = 0.16;
/** Closer than this it gives way. */
const ROOM = 0.07;

/** A five-note scale has no wrong neighbours: whatever the flock does sounds calm. Semitones above the root. */
const SCALE = [0, 2, 4, 7, 9, 12, 14, 16, 19, 21];
/** Roots as MIDI notes (D, B, G, A), each for `CHORD_SECONDS`. */
const ROOTS = [50, 47, 43, 45];
const CHORD_SECONDS = 24;

/** Numbers from 0 to 1 that are the same in each run for the same seed (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Flock {
  #random;
  #nextId = 1;
  #time = 0;
  lanterns = [];

  constructor(seed = 7) {
    this.#random = randomFrom(seed);
    // A sky that is already full: nobody has to wait for the first minute.
    for (let i = 0; i < COUNT; i++) {
      const lantern = this.#release();
      lantern.y = CEILING * this.#random() ** 1.25;
      lantern.lit = 1;
      this.lanterns.push(lantern);
    }
  }

  get time() {
    return this.#time;
  }

  /** The root of the chord that sounds now, as a MIDI note. */
  get root() {
    return ROOTS[Math.floor(this.#time / CHORD_SECONDS) % ROOTS.length];
  }

  #release() {
    const random = this.#random;
    const depth = random() ** 1.4;
    return {
      id: this.#nextId++,
      x: WIDTH * (0.04 + 0.92 * random()),
      y: 0,
      /** 0 is far away and small, 1 is near. */
      depth,
      /** Degrees on the colour wheel: from ember over amber to gold. */
      hue: 12 + 24 * random(),
      vx: 0,
      vy: 0,
      lift: (0.01 + 0.014 * depth) * (0.85 + 0.3 * random()),
      lit: 0,
    };
  }

  /** One step of `dt` seconds. Returns the notes that it struck: one for each lantern that left the water. */
  step(dt) {
    this.#time += dt;
    for (const lantern of this.lanterns) this.#move(lantern, dt);
    const notes = [];
    this.lanterns = this.lanterns.map((lantern) => {
      if (lantern.y < CEILING) return lantern;
      const next = this.#release();
      notes.push(this.#note(next));
      return next;
    });
    return notes;
  }

  #move(lantern, dt) {
    const pull = this.#company(lantern);
    const { x, y, depth } = lantern;
    const t = this.#time;
    const windX = 0.012 * Math.sin(0.05 * t + 2.3 * y + 1.1 * Math.sin(x * 1.7)) + 0.006 * Math.sin(0.13 * t + 5 * x);
    const windY = 0.003 * Math.sin(0.09 * t + 4 * x + 3 * y);
    // It takes about two seconds to follow: paper is light, air is thick.
    const follow = dt / 2;
    lantern.vx += ((windX + pull.x) * (0.4 + 0.6 * depth) - lantern.vx) * follow;
    lantern.vy += (lantern.lift + windY + pull.y - lantern.vy) * follow;
    lantern.x = Math.min(WIDTH - 0.02, Math.max(0.02, lantern.x + lantern.vx * dt));
    lantern.y = Math.max(0, lantern.y + lantern.vy * dt);
    const wanted = lantern.y > CEILING - 0.12 ? Math.max(0, (CEILING - lantern.y) / 0.12) : 1;
    lantern.lit += (wanted - lantern.lit) * Math.min(1, dt / 1.5);
  }

  /** Where its neighbours draw it: with them, toward their middle, and not into each other. */
  #company(lantern) {
    let n = 0;
    const sum = { x: 0, y: 0, vx: 0, awayX: 0, awayY: 0 };
    for (const other of this.lanterns) {
      if (other === lantern) continue;
      const dx = other.x - lantern.x;
      const dy = other.y - lantern.y;
      const square = dx * dx + dy * dy;
      if (square > SIGHT * SIGHT) continue;
      n += 1;
      sum.x += dx;
      sum.y += dy;
      sum.vx += other.vx;
      if (square < ROOM * ROOM && square > 0) {
        const distance = Math.sqrt(square);
        const push = (ROOM - distance) / ROOM / distance;
        sum.awayX -= dx * push;
        sum.awayY -= dy * push;
      }
    }
    if (n === 0) return { x: 0, y: 0 };
    return { x: 0.05 * (sum.x / n) + 0.4 * (sum.vx / n) + 0.006 * sum.awayX, y: 0.015 * (sum.y / n) + 0.004 * sum.awayY };
  }

  /** Left is low, right is high; near is loud. */
  #note(lantern) {
    const place = lantern.x / WIDTH;
    const step = SCALE[Math.min(SCALE.length - 1, Math.floor(place * SCALE.length))];
    return { x: lantern.x, depth: lantern.depth, pan: 2 * place - 1, midi: this.root + 12 + step, level: 0.35 + 0.65 * lantern.depth };
  }
}
