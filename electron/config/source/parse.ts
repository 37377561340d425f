import type { AST } from 'toml-eslint-parser';
import { dotted, type KeyPath, type Place, type Problem } from '../problem.ts';
import { type Parsed, parseSyntax } from './syntax.ts';
import type { List, Node, Table } from './tree.ts';

export interface Source {
  readonly file: string;
  readonly table: Table;
  readonly problems: readonly Problem[];
  /** False when parts of the file could not be read: what seems to be missing may stand there. */
  readonly complete: boolean;
}

/** Parses TOML 1.0 (what editors check against) into a tree with places. Faults of syntax and keys twice are problems. */
export function parseSource(file: string, written: string): Source {
  // The parser gives the text of a lone 0 that ends the file as empty.
  const text = written.endsWith('\n') ? written : `${written}\n`;
  const parsed = parseSyntax(file, text);
  const builder = new Builder(file, text, parsed);
  if (parsed.program) builder.program(parsed.program);
  const problems = [...parsed.problems, ...builder.problems];
  return { file, table: builder.root, problems, complete: parsed.problems.length === 0 };
}

class Builder {
  readonly root: Table;
  readonly problems: Problem[] = [];
  private readonly file: string;
  private readonly text: string;
  private readonly renamed: ReadonlyMap<number, string>;

  constructor(file: string, text: string, parsed: Parsed) {
    this.file = file;
    this.text = text;
    this.renamed = parsed.renamed;
    this.root = { kind: 'table', place: { file, line: 1, column: 1 }, entries: new Map() };
  }

  program(program: AST.TOMLProgram): void {
    for (const node of program.body[0].body) {
      if (node.type === 'TOMLKeyValue') this.keyValue(this.root, [], node);
      else this.header(node);
    }
  }

  private header(node: AST.TOMLTable): void {
    const path: (string | number)[] = [];
    let table = this.root;
    for (const key of node.key.keys) {
      const last = key === node.key.keys.at(-1);
      table = this.enter(table, path, key, last && node.kind === 'array');
    }
    for (const inner of node.body) this.keyValue(table, path, inner);
  }

  private keyValue(start: Table, base: KeyPath, node: AST.TOMLKeyValue): void {
    const path = [...base];
    let table = start;
    for (const key of node.key.keys.slice(0, -1)) table = this.enter(table, path, key, false);
    const key = node.key.keys.at(-1);
    if (key === undefined) return;
    const name = this.name(key);
    path.push(name);
    if (this.isTwice(table, path, key)) return;
    table.entries.set(name, { key: this.place(key), value: this.value(path, node.value) });
  }

  /** Goes into the table of this name, making it when it is new. `item`: into a new table at the end of a list. */
  private enter(table: Table, path: (string | number)[], key: AST.TOMLBare | AST.TOMLQuoted, item: boolean): Table {
    const name = this.name(key);
    path.push(name);
    const fresh: Table = { kind: 'table', place: this.place(key), entries: new Map() };
    const twice = this.isTwice(table, path, key, true);
    const known = table.entries.get(name)?.value;
    if (known === undefined && !twice) {
      table.entries.set(name, { key: fresh.place, value: item ? { kind: 'list', place: fresh.place, items: [fresh] } : fresh });
      if (item) path.push(0);
      return fresh;
    }
    if (known?.kind === 'list') return this.enterList(known, path, fresh, item);
    // What stands in a table that cannot be there is checked for itself and goes nowhere.
    return known?.kind === 'table' && !item ? known : fresh;
  }

  private enterList(list: List, path: (string | number)[], fresh: Table, item: boolean): Table {
    if (item) list.items.push(fresh);
    path.push(list.items.length - 1);
    const last = list.items.at(-1);
    return last?.kind === 'table' ? last : fresh;
  }

  /** The parser finds keys that are there twice, and they come here renamed; not those in a table that is there twice itself. */
  private isTwice(table: Table, path: KeyPath, key: AST.TOMLBare | AST.TOMLQuoted, header = false): boolean {
    const place = this.place(key);
    const name = this.name(key);
    if (name === '__proto__') {
      this.problems.push({ ...place, key: dotted(path), found: 'the name __proto__', wanted: 'another name' });
      return true;
    }
    const first = table.entries.get(name)?.key;
    if (!this.renamed.has(key.range[0]) && (header || first === undefined)) return false;
    const found = `this ${header ? 'table' : 'key'} a second time${first ? ` (first in line ${first.line})` : ''}`;
    this.problems.push({ ...place, key: dotted(path), found, wanted: 'it only once' });
    return !header;
  }

  private value(path: KeyPath, node: AST.TOMLContentNode): Node {
    const place = this.place(node);
    if (node.type === 'TOMLArray') {
      return { kind: 'list', place, items: node.elements.map((element, index) => this.value([...path, index], element)) };
    }
    if (node.type === 'TOMLInlineTable') {
      const table: Table = { kind: 'table', place, entries: new Map() };
      for (const inner of node.body) this.keyValue(table, path, inner);
      return table;
    }
    return { kind: 'scalar', place, value: node.value, text: this.text.slice(...node.range) };
  }

  private name(key: AST.TOMLBare | AST.TOMLQuoted): string {
    return this.renamed.get(key.range[0]) ?? (key.type === 'TOMLBare' ? key.name : key.value);
  }

  private place(node: AST.TOMLNode): Place {
    return { file: this.file, line: node.loc.start.line, column: node.loc.start.column + 1 };
  }
}
