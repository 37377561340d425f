/**
 * For each key of the schema the four faults that people make: a value of the wrong type, one out of range, the key misspelt,
 * the key twice. Each is put into a whole, otherwise right exhibit file; of the message the six facts are checked.
 */
import * as z from 'zod';
import { judge } from '../../electron/config/judge.ts';
import { dotted, formatProblem, type KeyPath, type Problem } from '../../electron/config/problem.ts';
import { file as schema } from '../../electron/config/schema/file.ts';
import { pageKeys } from '../../electron/config/schema/page.ts';
import { everyKey, type Key, keysOf, meaningOf, namedOf } from '../../electron/config/schema/walk.ts';
import { parseSource } from '../../electron/config/source/parse.ts';
import type { Measure } from './table.ts';

const FILE = '/exhibit/exhibit.toml';
const FAULTS = ['wrong type', 'out of range', 'misspelt', 'twice'] as const;
type Fault = (typeof FAULTS)[number];

export interface ConfigErrorRow {
  readonly key: string;
  readonly fault: Fault;
  readonly message: string;
  /** The facts that are missing or wrong. */
  readonly lacking: readonly string[];
}

/** A right value for each key that has one, as TOML. `display` has those of a page, the others each another kind of heartbeat. */
const RIGHT: Readonly<Record<string, string>> = {
  schema: '1',
  'exhibit.name': '"lantern"',
  'exhibit.title': '"The Lantern Room"',
  'exhibit.colour': '"#101418"',
  'exhibit.locale': '"en"',
  'service.core.role': '"core"',
  'service.core.command': '["python3", "core.py"]',
  'service.core.directory': '"."',
  'service.core.environment.LOG_LEVEL': '"info"',
  'service.core.environment_file': '".env"',
  'service.core.before': '[["true"]]',
  'service.core.wait_for': '["session"]',
  'service.core.after': '["display"]',
  'service.core.with': '["display"]',
  'service.core.restart': '"always"',
  'service.core.give_up': '[78]',
  'service.core.escalate': '"exhibit"',
  'service.core.heartbeat.kind': '"file"',
  'service.core.heartbeat.interval': '"1s"',
  'service.core.heartbeat.timeout': '"5s"',
  'service.core.heartbeat.startup': '"30s"',
  'service.core.heartbeat.stall': '"1m"',
  'service.core.heartbeat.path': '"beat.json"',
  'service.core.heartbeat.field': '"timestamp"',
  'service.core.busy.max': '"60s"',
  'service.core.busy.total': '"10m"',
  'service.core.stop.signal': '"SIGTERM"',
  'service.core.stop.grace': '"5s"',
  'service.core.stop.on_freeze': '"SIGABRT"',
  'service.core.log.size': '"10MB"',
  'service.core.log.keep': '5',
  'service.core.backoff.first': '"0s"',
  'service.core.backoff.then': '"1s"',
  'service.core.backoff.factor': '2',
  'service.core.backoff.max': '"30s"',
  'service.core.storm.restarts': '3',
  'service.core.storm.within': '"10m"',
  'service.display.url': '"http://127.0.0.1:3000/"',
  'service.display.load_timeout': '"30s"',
  'service.display.allow': '["https://example.org"]',
  'service.display.permissions': '["microphone"]',
  'service.display.zoom': '1.5',
  'service.display.cursor': '"hidden"',
  'service.display.storage': '"clear"',
  'service.display.css': '"kiosk.css"',
  'service.display.headers.X-Exhibit': '"lantern"',
  'service.display.output': '"HDMI-A-1"',
  'service.core.limits.memory': '"500MB"',
  'service.core.limits.cpu': '"200%"',
  'service.core.limits.processes': '200',
  'service.core.limits.open_files': '4096',
  'service.core.limits.nice': '5',
  'service.web.command': '"web"',
  'service.web.heartbeat.kind': '"http"',
  'service.web.heartbeat.url': '"http://127.0.0.1:3000/health"',
  'service.web.heartbeat.status': '200',
  'service.web.heartbeat.failures': '3',
  'service.web.ready.kind': '"http"',
  'service.web.ready.url': '"http://127.0.0.1:3000/health"',
  'service.web.ready.status': '200',
  'service.web.ready.interval': '"1s"',
  'service.web.ready.timeout': '"5s"',
  'service.led.command': '"led"',
  'service.led.heartbeat.kind': '"tcp"',
  'service.led.heartbeat.address': '"led.local:80"',
  'service.led.ready.kind': '"tcp"',
  'service.led.ready.address': '"led.local:80"',
  'service.probe.command': '"probe"',
  'service.probe.heartbeat.kind': '"exec"',
  'service.probe.heartbeat.command': '["./alive"]',
  'service.probe.ready.kind': '"exec"',
  'service.probe.ready.command': '["./ready"]',
  'recovery.backoff.first': '"0s"',
  'recovery.backoff.then': '"1s"',
  'recovery.backoff.factor': '2',
  'recovery.backoff.max': '"30s"',
  'recovery.storm.restarts': '3',
  'recovery.storm.within': '"10m"',
  'recovery.ladder': '["restart-exhibit"]',
  'recovery.reboots.max': '2',
  'recovery.reboots.within': '"24h"',
  'recovery.safe_mode.retry': '"1h"',
  'recovery.safe_mode.run': '["core"]',
  'incidents.pictures': 'true',
  'overlay.hotkey': '"Ctrl+Alt+I"',
  'overlay.corner.where': '"top-left"',
  'overlay.corner.taps': '5',
  'overlay.without_pin': '["volume"]',
  'dashboard.listen': '["127.0.0.1:7810"]',
  'dashboard.hosts': '["lantern.example.org"]',
  'dashboard.tls.certificate': '"lantern.pem"',
  'dashboard.tls.key': '"lantern.key"',
  'dashboard.address': '"https://lantern.example.org"',
  'metrics.listen': '["127.0.0.1:9101"]',
  'alerts.level': '"warning"',
  'alerts.quiet_for': '"30s"',
  'alerts.cooldown': '"5m"',
  'alerts.levels.storm': '"fatal"',
  'alerts.ping.url': '{ file = "secrets/ping.url" }',
  'alerts.ping.every': '"5m"',
};

interface Item {
  /** The list that it belongs to. */
  readonly list: KeyPath;
  readonly right: Readonly<Record<string, string>>;
}

/** The same of the tables of lists, which stand at the end of the file: somebody, and a receiver of each kind that has keys. */
const ITEMS: readonly Item[] = [
  {
    list: ['access'],
    right: {
      name: '"floor"',
      role: '"staff"',
      pin: '{ file = "secrets/floor.pin" }',
      password: '{ file = "secrets/floor.password" }',
      token: '{ file = "secrets/floor.token" }',
    },
  },
  {
    list: ['alerts', 'to'],
    right: {
      kind: '"ntfy"',
      name: '"phones"',
      level: '"error"',
      server: '"https://ntfy.example.org"',
      topic: '"lantern-3f9c"',
      token: '{ file = "secrets/ntfy.token" }',
      pictures: 'true',
      'dead_mans_switch.after': '"10m"',
    },
  },
  {
    list: ['alerts', 'to'],
    right: {
      kind: '"email"',
      host: '"mail.example.org"',
      port: '587',
      security: '"starttls"',
      user: '"lantern"',
      password: '{ file = "secrets/email.password" }',
      from: '"lantern@example.org"',
      to: '["technik@example.org"]',
      digest: '"5m"',
    },
  },
  {
    list: ['alerts', 'to'],
    right: {
      kind: '"webhook"',
      url: '"https://example.org/alerts"',
      secret: '{ file = "secrets/webhook.secret" }',
      'headers.X-Exhibit': '"lantern"',
      template: "'{}'",
    },
  },
  { list: ['alerts', 'to'], right: { kind: '"command"', command: '["./tell"]' } },
];

interface Line {
  readonly path: KeyPath;
  readonly value: string;
  /** A `[header]` or `[[header]]` instead of a `key = value`. */
  readonly header?: 'table' | 'item';
}

const TABLES: readonly Line[] = Object.entries(RIGHT).map(([key, value]) => ({ path: key.split('.'), value }));
const LINES: readonly Line[] = [...TABLES, ...ITEMS.flatMap(linesOf)];

function linesOf(item: Item): Line[] {
  const lines = Object.entries(item.right).map(([key, value]) => ({ path: [...placeOf(item), ...key.split('.')], value }));
  return [{ path: item.list, value: '', header: 'item' }, ...lines];
}

/** The list, and which one of it. */
function placeOf(item: Item): KeyPath {
  return [...item.list, ITEMS.filter(({ list }) => dotted(list) === dotted(item.list)).indexOf(item)];
}

function right(path: KeyPath): string | undefined {
  return LINES.find((line) => line.path.length === path.length && begins(line, path) && line.header === undefined)?.value;
}

/** A key of the schema as it stands in the file, with real names. */
function inFile({ path }: Key): KeyPath {
  const real = path.map((part, index) => FREE[part]?.(path.slice(index + 1)) ?? part);
  const inList = ITEMS.filter(({ list }) => real.length > list.length && list.every((part, index) => real[index] === part));
  const [first] = inList;
  if (first === undefined) return real;
  const key = real.slice(first.list.length);
  const has = (item: Item) => Object.keys(item.right).some((own) => own === key.join('.') || own.startsWith(`${key.join('.')}.`));
  return [...placeOf(inList.find(has) ?? first), ...key];
}

/** What free names are called here. */
const FREE: Readonly<Record<string, (rest: readonly string[]) => string>> = {
  NAME: serviceWith,
  VARIABLE: () => 'LOG_LEVEL',
  HEADER: () => 'X-Exhibit',
  KIND: () => 'storm',
};

/** Of services that each have another kind of heartbeat, the one that has the key. */
function serviceWith([table = '', key = '']: readonly string[]): string {
  if (['url', 'load_timeout', 'output', ...Object.keys(pageKeys)].includes(table)) return 'display';
  if (key === 'address') return 'led';
  if (key === 'command') return 'probe';
  return table === 'ready' || ['url', 'status', 'failures'].includes(key) ? 'web' : 'core';
}

const begins = (line: Line, path: KeyPath) => path.every((part, index) => line.path[index] === part);

/** The lines with a fault put in, the index of the faulty one, and the path that the message should name. */
interface Faulty {
  readonly lines: readonly Line[];
  readonly at: number;
  readonly path: KeyPath;
  readonly place: 'key' | 'value';
}

function put(key: Key, fault: Fault): Faulty | null {
  const path = inFile(key);
  if (fault === 'misspelt') return misspell(key, path);
  if (fault === 'twice') return twice(path);
  const value = fault === 'wrong type' ? ofWrongType(key) : outOfRange(key, path);
  if (value === null) return null;
  // A list of tables as one value stands before the tables of others.
  const found = LINES.findIndex((line) => begins(line, path));
  const first = LINES[found]?.header === undefined ? found : TABLES.length;
  const without = (lines: readonly Line[]) => lines.filter((line) => !begins(line, path));
  const lines = [...without(LINES.slice(0, first)), { path, value }, ...without(LINES.slice(first))];
  return { lines, at: first, path, place: 'value' };
}

function misspell(key: Key, path: KeyPath): Faulty {
  const name = String(path.at(-1));
  // A name that is free is misspelt when no such name can be.
  const isFree = Object.hasOwn(FREE, key.path.at(-1) ?? '');
  const wrong = [...path.slice(0, -1), isFree ? `${name} 2` : `${name.slice(0, -1)}${name.slice(-1).repeat(2)}`];
  const at = LINES.findIndex((line) => begins(line, path));
  const lines = LINES.map((line, index) => (index === at ? { ...line, path: [...wrong, ...line.path.slice(path.length)] } : line));
  return { lines, at, path: wrong, place: 'key' };
}

function twice(path: KeyPath): Faulty {
  const value = right(path);
  const again: Line = value === undefined ? { path, value: '', header: 'table' } : { path, value };
  const at = behind(path, value === undefined);
  return { lines: [...LINES.slice(0, at), again, ...LINES.slice(at)], at, path, place: 'key' };
}

/** Where it may stand a second time: what stands behind a header belongs to it. */
function behind(path: KeyPath, isTable: boolean): number {
  const number = path.findIndex((part) => typeof part === 'number');
  if (number === -1) return isTable ? LINES.length : TABLES.length;
  return LINES.findLastIndex((line) => begins(line, path.slice(0, number + 1))) + 1;
}

function ofWrongType({ schema: part }: Key): string {
  const json = z.toJSONSchema(part, { io: 'input', unrepresentable: 'any' });
  return json.type === 'string' || json.anyOf !== undefined ? '5' : '"x"';
}

/** Null for tables: what they may hold is the range of their keys. */
function outOfRange({ schema: part }: Key, path: KeyPath): string | null {
  const json = z.toJSONSchema(part, { io: 'input', unrepresentable: 'any' });
  const value = right(path) ?? '[{}]';
  if (keysOf(part) !== null || namedOf(part) !== null) return null;
  if (json.const !== undefined) return '0';
  if (json.enum !== undefined) return '"sometimes"';
  if (json.type === 'integer' || json.type === 'number') return String((json.maximum ?? 0) + 1);
  if (json.type === 'array' || json.anyOf !== undefined) {
    const item = value.startsWith('[') ? value.slice(1, -1) : value;
    return `[${Array.from({ length: 1001 }, () => item).join(', ')}]`;
  }
  if (/^"\d+%"$/.test(value)) return '"99999%"';
  if (/^"\d+[a-z]+"$/.test(value)) return '"99999d"';
  return /^"\d+[A-Za-z]+"$/.test(value) ? '"99999TB"' : `"${'x'.repeat(40_000)}"`;
}

/** In an item of a list a key stands without the list's name before it; a header has the names without the numbers. */
function written({ path, header }: Pick<Line, 'path' | 'header'>): string {
  if (header !== undefined) return dotted(path.filter((part) => typeof part !== 'number'));
  return dotted(path.slice(path.findLastIndex((part) => typeof part === 'number') + 1));
}

function toText(lines: readonly Line[]): string {
  const headers = { table: (name: string) => `[${name}]`, item: (name: string) => `[[${name}]]` };
  return lines.map((line) => (line.header ? headers[line.header](written(line)) : `${written(line)} = ${line.value}`)).join('\n');
}

function row(key: Key, fault: Fault): ConfigErrorRow | null {
  const faulty = put(key, fault);
  if (faulty === null) return null;
  const result = judge(parseSource(FILE, toText(faulty.lines)), null);
  const named = dotted(faulty.path);
  const problems = result.ok ? [] : result.problems;
  const problem = problems.find((candidate) => candidate.key === named) ?? problems[0];
  const message = problem === undefined ? '(none)' : formatProblem(problem, '/exhibit');
  return { key: key.path.join('.'), fault, message, lacking: problem === undefined ? ['everything'] : lacking(problem, faulty) };
}

function lacking(problem: Problem, { lines, at, path, place }: Faulty): string[] {
  const line = lines[at];
  // The key that is at fault is the last part of `path`; what stands before it in the line tells its column.
  const own = written({ path, ...(line?.header === undefined ? {} : { header: line.header }) });
  const before = own.length - dotted(path.slice(-1)).length;
  const brackets = line?.header === undefined ? 0 : { table: 1, item: 2 }[line.header];
  const column = place === 'value' ? `${own} = `.length + 1 : before + brackets + 1;
  const facts: Readonly<Record<string, boolean>> = {
    file: problem.file === FILE,
    line: problem.line === at + 1,
    column: problem.column === column,
    key: problem.key === dotted(path),
    found: problem.found.length > 2 && !problem.found.includes('undefined'),
    wanted: problem.wanted.length > 2 && !problem.wanted.startsWith('Invalid'),
  };
  return Object.keys(facts).filter((fact) => !facts[fact]);
}

/** Every key that this version has, with every fault that it can have. */
export function configErrors(): ConfigErrorRow[] {
  const keys = everyKey(schema).filter((key) => meaningOf(key.schema).later === undefined);
  return keys.flatMap((key) => FAULTS.flatMap((fault) => row(key, fault) ?? []));
}

/** The figures by kind of mistake; below them every message, to be read. */
export const measure: Measure = {
  name: 'config-errors',
  title: 'Each key of the exhibit file with each mistake that it can have',
  async run() {
    const rows = configErrors();
    const whole = (some: readonly ConfigErrorRow[]) => some.filter(({ lacking: facts }) => facts.length === 0).length;
    const cell = (text: string) => text.replaceAll('|', '\\|');
    const messages = rows.map(({ key, fault, message }) => `| \`${key}\` | ${fault} | ${cell(message)} |`);
    return {
      wanted: 'file, line, column, key, found and wanted in every message',
      met: whole(rows) === rows.length,
      columns: ['mistake', 'messages', 'with all six facts'],
      rows: FAULTS.map((fault) => {
        const some = rows.filter((row) => row.fault === fault);
        return [fault, `${some.length}`, `${whole(some)}`];
      }),
      notes: [],
      more: {
        title: `All ${rows.length} messages`,
        text: ['| key | mistake | message |', '| --- | --- | --- |', ...messages].join('\n'),
      },
    };
  },
};
