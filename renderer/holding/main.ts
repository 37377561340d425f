/**
 * The holding page: what visitors see when there is nothing right to show. The exhibit's colour and its title from the first frame;
 * after two seconds a slow sign of life; after ten a sentence. Everything it needs stands in its address (`title`, `colour`, `locale`).
 * It lies under the exhibit's page all the time: `covered` and `uncovered` on the window tell it when it is not seen, and seen again.
 */
import { textOn } from './contrast.ts';
import { wordsFor } from './words.ts';

const ALIVE_MS = 2000;
const SOON_MS = 10_000;

const query = new URLSearchParams(location.search);
const colour = query.get('colour') ?? '#101418';
const title = query.get('title') ?? '';
const locale = query.get('locale') ?? 'en';
const { language, soon } = wordsFor(locale);

const root = document.documentElement;
root.lang = locale;
root.style.setProperty('--ground', colour);
root.style.setProperty('--text', textOn(colour));

let timers: number[] = [];

function rest(): void {
  for (const timer of timers) clearTimeout(timer);
  root.classList.remove('alive', 'soon');
  // Where the exhibit's page has no ground of its own it has the exhibit's colour, and nothing written on it.
  root.classList.add('covered');
}

function begin(): void {
  rest();
  root.classList.remove('covered');
  timers = [setTimeout(() => root.classList.add('alive'), ALIVE_MS), setTimeout(() => root.classList.add('soon'), SOON_MS)];
}

addEventListener('covered', rest);
addEventListener('uncovered', begin);
addEventListener('DOMContentLoaded', () => {
  document.title = title;
  put('title', title);
  put('words', soon).lang = language;
});
begin();

function put(id: string, text: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the holding page has no #${id}`);
  element.textContent = text;
  return element;
}
