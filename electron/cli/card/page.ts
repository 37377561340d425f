/**
 * The card to hang beside an exhibit: one page for people who stand in front of it and know nothing of it. Self-contained, printed on A5 or
 * A4, black on white. It names people and no secrets. Pure.
 */
import type { Exhibit } from '../../config/index.ts';
import { escapeHtml as text } from '../../platform/html.ts';
import { cardWords } from './words.ts';

export interface CardFacts {
  readonly exhibit: Pick<Exhibit, 'name' | 'title' | 'colour' | 'locale' | 'overlay' | 'access'>;
  /** The machine's name on the network. */
  readonly host: string;
}

export function cardPage({ exhibit, host }: CardFacts): string {
  const { language, words } = cardWords(exhibit.locale);
  const { hotkey, corner } = exhibit.overlay;
  const ways = [
    ...(hotkey === null ? [] : [words.byKey.replace('{key}', hotkey.replaceAll('+', ' + '))]),
    ...(corner === null ? [] : [words.byTaps.replace('{taps}', String(corner.taps)).replace('{corner}', words.corners[corner.where])]),
  ];
  const people = exhibit.access.filter(({ pin }) => pin !== null).map(({ name }) => name);
  const looks = words.looks.map(([seen, means]) => `<tr><th scope="row">${text(seen)}</th><td>${text(means)}</td></tr>`).join('');
  const steps = [words.wait, words.restart, words.call].map((step) => `<li>${text(step)}</li>`).join('');
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${text(exhibit.title)}</title>
<style>${STYLE}</style>
<header style="border-color: ${exhibit.colour}"><h1>${text(exhibit.title)}</h1></header>
<main>
<section><h2>${SHAPES.healthy}${text(words.fine)}</h2><p>${text(words.fineLooks)}</p></section>
<section><h2>${SHAPES.error}${text(words.trouble)}</h2><table>${looks}</table></section>
<section><h2>${text(words.steps)}</h2><ol>${steps}</ol><p class="number">${text(words.number)}:</p></section>
<section><h2>${text(words.overlay)}</h2>
${(ways.length === 0 ? [words.noWay] : ways).map((way) => `<p class="way">${text(way)}</p>`).join('\n')}
<p>${text(people.length === 0 ? words.noPin : words.pin)}</p>
${people.length === 0 ? '' : `<p>${text(words.people)}: ${text(people.join(', '))}</p>`}
</section>
</main>
<footer><h2>${text(words.technicians)}</h2><p><code>ssh ${text(host)}</code> &ensp; <code>sudo invigil status -e ${text(exhibit.name)}</code></p></footer>
</html>
`;
}

/** The states' shapes, as everywhere: nothing is said by colour alone. */
const SHAPES = {
  healthy: '<svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="5" fill="#009e73"/></svg>',
  error: '<svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" fill="#d55e00"/></svg>',
};

/** Lengths follow the paper: the page is as wide as it is printed. */
const STYLE = `
@page { margin: 8%; }
:root { font: 11pt/1.4 "Inter Variable", Inter, "Noto Sans", Cantarell, "DejaVu Sans", sans-serif; color: #111417; background: #ffffff; }
body { max-width: 40rem; margin: 0 auto; padding: 1rem; }
header { border-left: 0.75rem solid; padding-left: 1rem; margin-bottom: 1.25rem; }
h1 { font-size: 2.1rem; font-weight: 500; line-height: 1.15; margin: 0; }
h2 { font-size: 1.1rem; margin: 0 0 0.25rem; }
h2 svg { height: 0.8em; margin-right: 0.4em; }
section { margin-bottom: 1.1rem; break-inside: avoid; }
p { margin: 0 0 0.25rem; }
.way { font-size: 1.15rem; font-weight: 600; }
/* A line to write on. */
.number { margin: 0.9rem 0 0 1.4rem; border-bottom: 1px solid #111417; }
ol { margin: 0; padding-left: 1.4rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.2rem 0.75rem 0.2rem 0; border-bottom: 1px solid #d5dade; font-weight: 400; }
th { width: 45%; font-weight: 600; }
footer { border-top: 1px solid #111417; padding-top: 0.6rem; }
footer h2 { font-size: 0.9rem; }
code { font-family: ui-monospace, "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: 0.9rem; }
@media print { body { padding: 0; } }
`;
