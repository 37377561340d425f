/**
 * The still parts of the picture, painted once for each size of the window: sky, stars, hills and water; and the sprites of a
 * lantern and of its light. What moves is composed of them in `lanterns.js`.
 */

/** The water's edge, as a share of the height from the top. */
export const HORIZON = 0.78;

function canvasOf(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  return [canvas, canvas.getContext('2d')];
}

function gradient(context, y0, y1, stops) {
  const fill = context.createLinearGradient(0, y0, 0, y1);
  for (const [at, colour] of stops) fill.addColorStop(at, colour);
  return fill;
}

/** A line of hills: a few sines, the same at each start. */
function hills(context, width, height, { base, rise, colour, phase }) {
  const edge = height * HORIZON;
  context.beginPath();
  context.moveTo(0, edge);
  for (let x = 0; x <= width; x += 4) {
    const u = (x / height) * 2.2 + phase;
    const ridge = 0.55 + 0.25 * Math.sin(1.1 * u) + 0.14 * Math.sin(2.7 * u + 1) + 0.04 * Math.sin(7.9 * u) + 0.02 * Math.sin(17 * u);
    context.lineTo(x, edge - height * (base + rise * ridge));
  }
  context.lineTo(width, edge);
  context.fillStyle = colour;
  context.fill();
}

/** Night over still water. */
export function paintNight(width, height) {
  const [canvas, context] = canvasOf(width, height);
  const edge = height * HORIZON;
  context.fillStyle = gradient(context, 0, edge, [
    [0, '#060914'],
    [0.45, '#0b1226'],
    [0.78, '#182140'],
    [0.93, '#2e2f4f'],
    [1, '#4a3a52'],
  ]);
  context.fillRect(0, 0, width, edge);

  let seed = 11;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  for (let i = 0; i < 170; i++) {
    const high = random() ** 1.6;
    const size = (0.4 + 1.1 * random() ** 3) * (height / 720);
    context.globalAlpha = (0.15 + 0.6 * random()) * (1 - high);
    context.fillStyle = random() < 0.2 ? '#ffdcb8' : '#cfd9ff';
    context.beginPath();
    context.arc(random() * width, high * edge, size, 0, 7);
    context.fill();
  }
  context.globalAlpha = 1;

  hills(context, width, height, { base: 0.035, rise: 0.12, colour: '#171b36', phase: 0.4 });
  hills(context, width, height, { base: 0.012, rise: 0.07, colour: '#0d1124', phase: 3.1 });

  context.fillStyle = gradient(context, edge, height, [
    [0, '#2a2a47'],
    [0.1, '#151a34'],
    [0.5, '#0a0f20'],
    [1, '#05070f'],
  ]);
  context.fillRect(0, edge, width, height - edge);
  // Mist where water and hills meet.
  context.fillStyle = gradient(context, edge - 0.05 * height, edge + 0.03 * height, [
    [0, 'rgb(120 110 150 / 0)'],
    [0.6, 'rgb(120 110 150 / 0.16)'],
    [1, 'rgb(120 110 150 / 0)'],
  ]);
  context.fillRect(0, edge - 0.05 * height, width, 0.08 * height);
  return canvas;
}

/** The light around a lantern, and the one it lays on the water. `hue` in degrees. */
export function paintGlow(hue, size) {
  const [canvas, context] = canvasOf(size, size);
  const middle = size / 2;
  const fill = context.createRadialGradient(middle, middle, 0, middle, middle, middle);
  fill.addColorStop(0, `hsl(${hue + 8} 100% 66% / 0.7)`);
  fill.addColorStop(0.16, `hsl(${hue + 3} 98% 55% / 0.34)`);
  fill.addColorStop(0.42, `hsl(${hue} 90% 45% / 0.11)`);
  fill.addColorStop(1, `hsl(${hue - 6} 90% 40% / 0)`);
  context.fillStyle = fill;
  context.fillRect(0, 0, size, size);
  return canvas;
}

/** The paper: wider above, open below, brightest where the flame is. 3 wide to 4 high. */
export function paintPaper(hue, size) {
  const [canvas, context] = canvasOf(size * 0.75, size);
  const w = canvas.width;
  const h = canvas.height;
  context.beginPath();
  context.moveTo(w * 0.27, h * 0.97);
  context.bezierCurveTo(w * 0.1, h * 0.66, w * -0.06, h * 0.32, w * 0.14, h * 0.12);
  context.bezierCurveTo(w * 0.28, h * -0.01, w * 0.72, h * -0.01, w * 0.86, h * 0.12);
  context.bezierCurveTo(w * 1.06, h * 0.32, w * 0.9, h * 0.66, w * 0.73, h * 0.97);
  context.closePath();
  context.clip();
  context.fillStyle = gradient(context, 0, h, [
    [0, `hsl(${hue - 6} 78% 40%)`],
    [0.45, `hsl(${hue + 4} 92% 56%)`],
    [0.82, `hsl(${hue + 12} 100% 76%)`],
    [1, `hsl(${hue + 16} 100% 86%)`],
  ]);
  context.fillRect(0, 0, w, h);
  const flame = context.createRadialGradient(w / 2, h * 0.82, 0, w / 2, h * 0.82, h * 0.5);
  flame.addColorStop(0, 'rgb(255 246 214 / 0.95)');
  flame.addColorStop(0.4, 'rgb(255 226 160 / 0.4)');
  flame.addColorStop(1, 'rgb(255 200 120 / 0)');
  context.fillStyle = flame;
  context.fillRect(0, 0, w, h);
  return canvas;
}
