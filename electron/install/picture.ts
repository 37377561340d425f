/**
 * The holding picture behind everything: the exhibit's title on its colour, as the holding page has it, drawn as SVG so that no program
 * is needed to make it. It fills screens of every shape, so the title keeps to the middle.
 */
import { escapeHtml } from '../platform/html.ts';

/** In units of the drawing: half of 4K, so that it is small to draw and large enough to be sharp. */
const [WIDTH, HEIGHT] = [1920, 1080];
/** As the holding page: 11 % of the short side, and a little above the middle. */
const SIZE = HEIGHT * 0.11;
const LINE = SIZE * 1.12;
const MIDDLE = HEIGHT * 0.47;
/** What fits beside each other at this size, in letters of average width, on the narrowest usual screen (4:3). */
const LETTERS = 22;

export function holdingPicture(title: string, colour: string): string {
  const lines = wrapped(title);
  const first = MIDDLE - ((lines.length - 1) * LINE) / 2 + SIZE * 0.35;
  const text = lines.map((line, at) => `<tspan x="${WIDTH / 2}" y="${Math.round(first + at * LINE)}">${escapeHtml(line)}</tspan>`).join('');
  const style = `font-family="Inter, 'Noto Sans', Cantarell, 'DejaVu Sans', sans-serif" font-weight="300" font-size="${Math.round(SIZE)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<rect width="100%" height="100%" fill="${colour}"/>
<text text-anchor="middle" fill="${isLight(colour) ? '#000000' : '#ffffff'}" ${style}>${text}</text>
</svg>
`;
}

function wrapped(title: string): string[] {
  const lines: string[] = [];
  for (const word of title.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= LETTERS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Black is better to read on it than white: its luminance (WCAG 2) is above the one at which both are the same. */
function isLight(colour: string): boolean {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) > 0.179;
}
