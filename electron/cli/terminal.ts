/** What the output can show: shapes and colours only on a terminal, so that what a program reads stays plain. */
import { createColors } from 'picocolors';
import type { Tone } from '../documents/overview.ts';
import { wantsColours } from '../log/shown.ts';

export { wrap } from '../supervisor/wrap.ts';

export interface Look {
  /** Columns that a line may take. */
  readonly width: number;
  /** The shape of a tone in its colour and a space; nothing where no shapes are shown. Two columns wide, but for `paused`. */
  shape(tone: Tone): string;
  /** In the tone's colour. */
  tint(tone: Tone, text: string): string;
  dim(text: string): string;
  bold(text: string): string;
  /** Whether colours are shown. */
  readonly colours: boolean;
}

const SHAPES = { healthy: '●', warning: '▲', error: '■', fatal: '✕', unknown: '○', paused: '❚❚', closed: '☾' } as const;
const COLOURS = {
  healthy: 'green',
  warning: 'yellow',
  error: 'red',
  fatal: 'magenta',
  unknown: 'gray',
  paused: 'cyan',
  closed: 'gray',
} as const;

/** What a page of text is made for when nobody says otherwise. */
const PLAIN_WIDTH = 80;
/** Narrower than this nothing can be laid out. */
const LEAST_WIDTH = 40;

export function lookOf(stream: { readonly isTTY?: boolean; readonly columns?: number }, environment: NodeJS.ProcessEnv): Look {
  const terminal = stream.isTTY === true;
  const coloured = terminal && wantsColours(environment);
  const colours = createColors(coloured);
  const tint = (tone: Tone, text: string) => colours[COLOURS[tone]](text);
  return {
    width: terminal ? Math.max(LEAST_WIDTH, stream.columns || PLAIN_WIDTH) : PLAIN_WIDTH,
    shape: (tone) => (terminal ? tint(tone, `${SHAPES[tone]} `) : ''),
    tint,
    dim: colours.dim,
    bold: colours.bold,
    colours: coloured,
  };
}
