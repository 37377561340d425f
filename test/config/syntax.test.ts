import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../electron/config/problem.ts';
import { parseSource } from '../../electron/config/source/parse.ts';
import { plain } from '../../electron/config/source/tree.ts';
import { exhibitWith, messages } from './support.ts';

function parse(text: string) {
  const source = parseSource('/e/x.toml', text);
  const value = JSON.parse(JSON.stringify(plain(source.table)));
  return {
    value,
    complete: source.complete,
    problems: source.problems.map((problem) => formatProblem(problem, '/e').replace('x.toml:', '')),
  };
}

describe('faults of syntax, in words', () => {
  test.each([
    ['a = 5s', '1:5  a: found 5s without quotes, wanted "5s"'],
    ['[s]\nrestart = always # yes', '2:11  s.restart: found always without quotes, wanted "always"'],
    ['[s]\nstop = { grace = 5s }', '2:18  s.stop: found 5s without quotes, wanted "5s"'],
    ['a = “x y”', '1:5  a: found “x y”, wanted "x y" in straight quotes'],
    ['a = "x', '1:5  a: found a text whose closing quote is missing, wanted a quote at the end of the text, in the same line'],
    ['a = """x\nb\nc', '1:5  found a text whose closing quote is missing, wanted a quote at the end of the text, in the same line'],
    ['a = "C:\\show"', '1:8  a: found \\show", wanted two backslashes (\\\\) for one, or the text in single quotes'],
    ['a: 5', '1:2  a: found : 5, wanted a line like key = "value", or a table like [service.core]'],
    ['a = ', '1:4  a: found no value, wanted a value after the "="'],
    ['a = 0\nb = {', '2:6  b: found the end of the line, wanted a line like key = "value", or a table like [service.core]'],
    ['a', '1:2  found the end of the line, wanted a "=" between key and value'],
    ['a = 1,', '1:6  a: found , after the value, wanted nothing more in this line, or a comment that begins with #'],
    ['a = [1 2]', '1:8  a: found 2], wanted a comma between two values'],
    ['a = {x = 1,}', '1:12  a: found a comma before "}", wanted no comma after the last value of { ... }'],
    [
      'a = {x = 1,\ny = 2}',
      '1:12  a: found a new line between "{" and "}", wanted the whole of { ... } in one line, or a table of its own like [service.core.stop]',
    ],
    ['a = 007', '1:5  a: found a number that begins with 0, wanted the number without the 0'],
    ['[s', '1:3  found a table name whose closing bracket is missing, wanted a table like [service.core]'],
    ['a = 1 # \u0001', '1:9  a: found \\u0001, wanted a line like key = "value", or a table like [service.core]'],
    [
      'a = [1,\n2\nb = 3',
      '3:1  b: found b = 3, wanted a line like key = "value", or a table like [service.core]; if this line is right, what stands above it is not finished',
    ],
  ])('%j', (text, problem) => {
    for (const end of ['', '\n', '\n\n# end\n']) expect(parse(text + end)).toMatchObject({ complete: false, problems: [problem] });
  });

  test('nesting without end', () => {
    const deep = parse(`a = ${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(deep.problems).toEqual([
      '1:1  found lists or tables nested without end, or a text of many thousand characters, wanted a file as described in docs/exhibit-toml.md',
    ]);
  });
});

describe('all faults at once', () => {
  test('reading goes on behind each fault', () => {
    const text = 'a = 5s\nb = 1\n[x]\nc = "y\nd = 2\n[y]\ne = [1,\n[z]\nf = 3\n[w]\ng = always\nh = 4\n';
    expect(parse(text)).toEqual({
      complete: false,
      value: { b: 1, x: { d: 2 }, w: { h: 4 } },
      problems: [
        '1:5  a: found 5s without quotes, wanted "5s"',
        '4:5  x.c: found a text whose closing quote is missing, wanted a quote at the end of the text, in the same line',
        '8:2  z: found z], wanted a line like key = "value", or a table like [service.core]',
        '11:5  w.g: found always without quotes, wanted "always"',
      ],
    });
  });

  test('with other faults, and nothing that was not read is called missing', () => {
    const text = exhibitWith('restart = always\nlog.keep = "x"\nafter = ["audio"]\n[service.audio]\ncommand = a b');
    expect(messages(text)).toEqual([
      'exhibit.toml:6:11  service.core.restart: found always without quotes, wanted "always"',
      'exhibit.toml:7:12  service.core.log.keep: found "x", wanted a whole number from 1 to 1000, like 5',
      'exhibit.toml:10:11  service.audio.command: found a b without quotes, wanted "a b"',
    ]);
  });

  test('in both files, the exhibit first', () => {
    expect(messages(exhibitWith('restart = 5'), '[service.core]\nafter = 5\nrestart = 6\nstop = {')).toEqual([
      'site.toml:2:9  service.core.after: found the number 5, wanted a list of at most 100 names of services, like ["core"]',
      'site.toml:3:11  service.core.restart: found the number 6, wanted one of "always", "on-failure" or "never"',
      'site.toml:4:9  service.core.stop: found the end of the line, wanted a line like key = "value", or a table like [service.core]',
    ]);
  });

  test('a file of nonsense is given up after twenty', () => {
    const { problems } = parse('[a]\nb = c\n'.repeat(100).replace(/\[a\]/g, () => `[t${Math.random().toString(36).slice(2)}]`));
    expect(problems).toHaveLength(20);
  });
});

describe('keys twice', () => {
  test.each([
    [
      'a = 1\na = 2\na = 3',
      { a: 1 },
      [
        '2:1  a: found this key a second time (first in line 1), wanted it only once',
        '3:1  a: found this key a second time (first in line 1), wanted it only once',
      ],
    ],
    ['a = { x = 1, x = 2 }', { a: { x: 1 } }, ['1:14  a.x: found this key a second time (first in line 1), wanted it only once']],
    ['"a" = 1\na = 2', { a: 1 }, ['2:1  a: found this key a second time (first in line 1), wanted it only once']],
    [
      '[a]\nx = 1\n[b]\n[a]\nx = 2\ny = 3',
      { a: { x: 1, y: 3 }, b: {} },
      [
        '4:2  a: found this table a second time (first in line 1), wanted it only once',
        '5:1  a.x: found this key a second time (first in line 2), wanted it only once',
      ],
    ],
    ['a = 1\n[a]\nx = 1', { a: 1 }, ['2:2  a: found this table a second time (first in line 1), wanted it only once']],
    ['[[a]]\n[a]\nx = 1', { a: [{ x: 1 }] }, ['2:2  a: found this table a second time (first in line 1), wanted it only once']],
  ])('%j', (text, value, problems) => {
    expect(parse(text)).toEqual({ value, problems, complete: true });
  });
});

test('values and places come out right', () => {
  const source = parseSource('/e/x.toml', '# é\r\na.b = 1_000\r\n[[l]]\r\n  "k k" = [\'x\', """\r\ny"""] # c\r\n[l.m]\r\nd = 1.5\r\n');
  expect(JSON.parse(JSON.stringify(plain(source.table)))).toEqual({ a: { b: 1000 }, l: [{ 'k k': ['x', 'y'], m: { d: 1.5 } }] });
  expect(source.table.entries.get('a')?.key).toEqual({ file: '/e/x.toml', line: 2, column: 1 });
  const list = source.table.entries.get('l')?.value;
  const first = list?.kind === 'list' ? list.items[0] : undefined;
  const entry = first?.kind === 'table' ? first.entries.get('k k') : undefined;
  expect(entry?.key).toEqual({ file: '/e/x.toml', line: 4, column: 3 });
  expect(entry?.value.place).toEqual({ file: '/e/x.toml', line: 4, column: 11 });
});
