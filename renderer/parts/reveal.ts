/** As a `ref`: what came of an act is brought into view when it appears, where the button that it belongs to stands at the edge. */
export function reveal(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
