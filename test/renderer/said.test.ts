/** Pages say nothing of their own: every word that is read on them, or out loud, comes from the words files. Read from the sources. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const RENDERER = join(import.meta.dirname, '../../renderer');
const WORD = /\p{L}{2,}/u;
/** Attributes that are read. */
const READ = /^(?:aria-label|aria-description|aria-valuetext|aria-roledescription|title|alt|placeholder|label)$/;
/** To be typed as they stand. */
const COMMANDS: ReadonlySet<string> = new Set(['invigil password NAME', 'invigil pin floor']);

/** `line: text` */
function saidIn(path: string): readonly string[] {
  const source = ts.createSourceFile(path, readFileSync(join(RENDERER, path), 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const said: string[] = [];
  const take = (node: ts.Node, text: string) => {
    if (WORD.test(text) && !COMMANDS.has(text.trim()))
      said.push(`${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${text.trim()}`);
  };
  const look = (node: ts.Node): void => {
    if (ts.isJsxText(node)) take(node, node.text);
    const isRead = ts.isJsxAttribute(node) && READ.test(node.name.getText());
    if (isRead || (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent))) takeLiterals(node);
    ts.forEachChild(node, look);
  };
  /** Of `{open ? 'one' : words.two}` the first. */
  const takeLiterals = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) return take(node, node.text);
    if (ts.isTemplateExpression(node))
      take(node, [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join(' '));
    if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].forEach(takeLiterals);
    if (ts.isJsxAttribute(node) || ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) ts.forEachChild(node, takeLiterals);
  };
  look(source);
  return said;
}

it.each(globSync('**/*.tsx', { cwd: RENDERER }).sort())('%s', (path) => expect(saidIn(path)).toEqual([]));
