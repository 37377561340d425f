/** What a program adds to join Invigil: the lines by which its `with` differs from its `without`. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Throws when a line was changed or taken away: then it is not the same program any more. */
export function addedLines(without: string, withInvigil: string): string[] {
  const { stdout, stderr } = spawnSync('diff', [without, withInvigil], { encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  const marked = (mark: string) => stdout.split('\n').flatMap((line) => (line.startsWith(mark) ? [line.slice(mark.length)] : []));
  const removed = marked('< ');
  if (removed.length > 0) throw new Error(`${withInvigil} lacks lines of ${without}: ${removed.join('; ')}`);
  return marked('> ').filter((line) => line.trim() !== '');
}

/** The code in a page of docs/, one text for each block of the language. */
export function codeBlocks(page: string, language: string): string[] {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code = '']) => code);
}
