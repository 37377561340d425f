/** The state of something as a shape in its colour (tokens.css), with its name for those who do not see it. */
import type { Tone } from '../../electron/documents/overview.ts';

export function Shape({ tone, name }: { readonly tone: Tone; readonly name: string }) {
  return (
    <svg className={`shape ${tone}`} viewBox="0 0 24 24" role="img" aria-label={name}>
      {drawing(tone)}
    </svg>
  );
}

function drawing(tone: Tone) {
  switch (tone) {
    case 'healthy':
      return <circle cx="12" cy="12" r="9" />;
    case 'warning':
      return <path d="M12 3 22 21H2z" />;
    case 'error':
      return <rect x="3.5" y="3.5" width="17" height="17" />;
    case 'fatal':
      return <path d="M6 2 12 8 18 2 22 6 16 12 22 18 18 22 12 16 6 22 2 18 8 12 2 6z" />;
    case 'unknown':
      return <circle cx="12" cy="12" r="8.5" strokeDasharray="4.9 4" />;
    case 'paused':
      return <path d="M5 3h5v18H5zM14 3h5v18h-5z" />;
    case 'closed':
      return <path d="M14 2.5a9.7 9.7 0 1 0 7.5 14A8 8 0 0 1 14 2.5z" />;
  }
}
