import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { splitWords } from '../../electron/config/schema/command.ts';

describe('a command line is split like a shell would', () => {
  const lines = [
    'python3 core.py',
    '  python3\tcore.py  ',
    `python3 'my core.py' "and this one"`,
    String.raw`a\ b "c \"d\" \\ \n" 'e\f' g\'h`,
    `"" a''b ''`,
    `--name="it's" "a"'b'c`,
    'a "b\nc" d',
    'a#b ä "“" x=y',
  ];
  test.each(lines)('%s', (line) => {
    const shown = execFileSync('sh', ['-c', `for word in ${line}; do printf '%s\\0' "$word"; done`], { encoding: 'utf8' });
    const words = shown.split('\0').slice(0, -1);
    const split = splitWords(line);
    expect(words[0] === '' ? split.ok : split).toEqual(words[0] === '' ? false : { ok: true, words });
  });

  test.each([
    [`python3 'core.py`, `a quote ' that is not closed`],
    ['python3 "core.py', 'a quote " that is not closed'],
    ['python3 core.py \\', 'a backslash at the end'],
    ['', 'a command without a program'],
    [' \t', 'a command without a program'],
    [`'' x`, 'a command without a program'],
  ])('%s is refused', (line, found) => {
    expect(splitWords(line)).toEqual({ ok: false, found });
  });

  test.each(['|', '||', '&', '&&', ';', '>', '>log', '2>/dev/null', '2>&1', '&>log', '<in'])(
    '%s needs a shell, quoted it does not',
    (word) => {
      expect(splitWords(`a ${word} b`)).toMatchObject({ ok: false, found: expect.stringContaining('no shell is run') });
      expect(splitWords(`a '${word}' b`)).toEqual({ ok: true, words: ['a', word, 'b'] });
    },
  );

  test('nothing is expanded', () => {
    expect(splitWords('a $HOME ~ *.py `b`')).toEqual({ ok: true, words: ['a', '$HOME', '~', '*.py', '`b`'] });
  });
});
