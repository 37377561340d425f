// The part of the example that knows nothing of Invigil: a tide that rises and falls.

/** Stands for something that takes its time. */
export async function loadCharts() {
  return { rangeMetres: 3.4, periodFrames: 600 };
}

export class Sea {
  frames = 0;
  picture = '';
  #charts;

  constructor(charts) {
    this.#charts = charts;
  }

  get level() {
    const { rangeMetres, periodFrames } = this.#charts;
    return (rangeMetres / 2) * Math.sin((2 * Math.PI * this.frames) / periodFrames);
  }

  draw() {
    this.frames += 1;
    this.picture = `${'~'.repeat(40 + Math.round(this.level * 10))}\n`;
  }
}
