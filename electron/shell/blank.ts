/**
 * Whether there is nothing to see in a document. Runs in the page's process, in the preload's own world.
 *
 * Blank is only what surely is: no text, nothing that takes up room, no colour or picture behind it all. A page whose program failed is
 * like that most of the time. What is in doubt is not blank: a page that is black on purpose has a background.
 */

/** The little of a page's world that is used here. */
declare const document: { readonly documentElement: Box | null; readonly body: Box | null };
declare function getComputedStyle(element: Box): { readonly backgroundColor: string; readonly backgroundImage: string };
interface Box {
  readonly tagName: string;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly nodeValue: string | null }>;
  getBoundingClientRect(): { readonly width: number; readonly height: number };
  querySelectorAll(selector: string): Iterable<Box>;
}

const TEXT_NODE = 3;
const NO_COLOUR = 'rgba(0, 0, 0, 0)';
/** A document with more elements than this that all take up no room is not looked at any further. */
const ELEMENTS = 2000;

export function isBlank(): boolean {
  const { documentElement: root, body } = document;
  if (root === null) return true;
  // Another kind of document: a drawing, say.
  if (root.tagName !== 'HTML') return false;
  if (body === null) return true;
  if (body.tagName !== 'BODY' || hasBackground(root) || hasBackground(body) || hasText(body)) return false;
  let left = ELEMENTS;
  for (const element of body.querySelectorAll('*')) {
    const { width, height } = element.getBoundingClientRect();
    left -= 1;
    if ((width > 0 && height > 0) || left === 0) return false;
  }
  return true;
}

function hasBackground(element: Box): boolean {
  const { backgroundColor, backgroundImage } = getComputedStyle(element);
  return backgroundColor !== NO_COLOUR || backgroundImage !== 'none';
}

/** Of its own; text in an element takes up room there. */
function hasText(element: Box): boolean {
  for (const { nodeType, nodeValue } of element.childNodes) if (nodeType === TEXT_NODE && nodeValue?.trim()) return true;
  return false;
}
