/** What was found, as people read it: the worst first, what to do under each. */
import type { Look } from '../terminal.ts';
import { wrap } from '../terminal.ts';
import type { Told } from './examine.ts';

const ORDER = ['problem', 'warning', 'ok'] as const;
const TONES = { problem: 'error', warning: 'warning', ok: 'healthy' } as const;
const INDENT = 9;

export function asText(told: readonly Told[], look: Look): string {
  const sorted = ORDER.flatMap((level) => told.filter((one) => one.level === level));
  const lines = sorted.flatMap((one) => [...paragraph(one, look), ...(one.level === 'ok' && one.fixed === null ? [] : [''])]);
  return [summary(told), '', ...lines].join('\n').trimEnd();
}

function paragraph({ level, found, means, todo, fixed, fixable }: Told, look: Look): string[] {
  const mendable = fixable && fixed === null ? ' Or: invigil doctor --fix' : '';
  const texts = fixed === null ? [found, means, todo === null ? null : `To do: ${todo}${mendable}`] : [found, `Done: ${fixed}`];
  const written = texts.flatMap((text) => text?.split('\n') ?? []);
  const [first = '', ...rest] = written.flatMap((line) => wrap(line, look.width - INDENT - 2));
  const head = `${look.shape(TONES[level])}${look.tint(TONES[level], level.padEnd(INDENT))}${first}`;
  // A shape is two columns wide.
  const margin = ' '.repeat(INDENT + (look.shape('healthy') === '' ? 0 : 2));
  return [head, ...rest.map((line) => margin + line)];
}

/** `2 problems, 1 warning.` */
function summary(told: readonly Told[]): string {
  const count = (level: Told['level'], word: string) => {
    const number = told.filter((one) => one.level === level).length;
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`];
  };
  const bad = [...count('problem', 'problem'), ...count('warning', 'warning')];
  return bad.length === 0 ? 'Everything that was looked at is all right.' : `${bad.join(', ')}.`;
}
