const RADIUS = 21;
const ROUND = 2 * Math.PI * RADIUS;

/** A quiet ring of which `part` (0 to 1) is drawn; decoration for the eye, the time stands in words beside it. */
export function Ring({ part }: { readonly part: number }) {
  return (
    <svg className="ring" viewBox="0 0 48 48" aria-hidden="true">
      <circle className="ring-track" cx="24" cy="24" r={RADIUS} />
      <circle className="ring-left" cx="24" cy="24" r={RADIUS} strokeDasharray={ROUND} strokeDashoffset={ROUND * (1 - part)} />
    </svg>
  );
}
