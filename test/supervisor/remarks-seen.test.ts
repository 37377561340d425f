/**
 * Whatever parts of Invigil remark so that people can read it is known in the words files: else it would stand in English on a German screen.
 * Read from the sources: every text of more than one word in the files below, but for what is said to the log or thrown as a bug.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { de } from '../../electron/documents/words/de.ts';
import { translate } from '../../electron/documents/words/translate.ts';

const ELECTRON = join(import.meta.dirname, '../../electron');

/** What fails, what is awaited, what is refused, and what receivers answer. */
const SEEN = [
  'session/*.ts',
  'machine/*.ts',
  'health/machine-checks.ts',
  'heartbeat/{asker,peer,question-*}.ts',
  'process/{run,start-failure}.ts',
  'supervisor/policy/*.ts',
  'supervisor/{alert-test,doors,power,runner,screenshots,shell-camera,start-request}.ts',
  'incident/{camera,grim}.ts',
  'alert/receivers/**/*.ts',
  'alert/{carrier,secret}.ts',
];

/** Texts that nobody sees as they are: why a condition holds, parts of a text, what is for the log, for a server or for systemd. */
const NOT_SEEN: ReadonlySet<string> = new Set([
  '~0 is there',
  '~0 has an address',
  'default route over ~0',
  'default sink ~0',
  'it accepts connections',
  // Parts: the whole is known.
  'the ~0 does not answer',
  ', and no X server at ~0',
  ' (ntfy error ~0)',
  'reboot the machine',
  'switch the machine off',
  'switch itself off',
  'This machine cannot ~0, says logind.',
  'This account may not ~0 (logind: "~1"). ~2',
  'logind failed (~0), and so did systemd (~1). ~2',
  'invigil doctor says what is missing; sudo invigil install sets it right.',
  // In the log, or on the other side.
  'a bug, told in the log',
  'A trial, which was not taken back. Nothing is wrong.',
  'a string at ~0 has no end',
  'tag ~0 at ~1, ~2 would be right',
  '~0 does not come back',
  // `doing.awaitsWindow` says it.
  'the shell is starting',
]);

/** To the log, or to whoever reads the code. */
const ASIDE = /(?:^|\.|#)(?:log|note|own|describe)$/;

/** The texts of more than one word; `~1`: what is filled in. */
function textsOf(path: string): readonly string[] {
  const texts: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ASIDE.test(node.expression.getText())) return;
    if (ts.isThrowStatement(node) && /^throw new Error\(/.test(node.getText())) return;
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    const text = textOf(node);
    if (text !== null && /[a-z]{2,} [a-z]{2,}/.test(text)) texts.push(text);
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(path, readFileSync(join(ELECTRON, path), 'utf8'), ts.ScriptTarget.Latest, true));
  return texts;
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }, place) => `~${place}${literal.text}`).join('');
}

const files = globSync(SEEN, { cwd: ELECTRON }).sort();

describe('what people may read is known in German', () => {
  it.each(files)('%s', (file) => {
    const unknown = textsOf(file).filter((text) => !NOT_SEEN.has(text) && translate(text, de) === text);
    expect(unknown).toEqual([]);
  });
});

it('every exception is still said', () => {
  const said = new Set(files.flatMap(textsOf));
  expect([...NOT_SEEN].filter((text) => !said.has(text))).toEqual([]);
});
