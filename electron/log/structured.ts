/**
 * Lines that are one JSON object, as pino, bunyan, winston, zap, structlog and many others write them: what they say about their
 * level, and what they mean to say. Pure.
 */
import { plainText } from './text.ts';

/** How much a line matters, by its own account. */
export type LineLevel = 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'fatal';

export interface StructuredLine {
  /** Null: it does not say, or not in a word that is known. */
  readonly level: LineLevel | null;
  readonly message: string | null;
  /** Everything that the object holds. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Of the fields: what is neither level, message nor time. */
  readonly rest: readonly (readonly [name: string, value: unknown])[];
}

/** The first of each that is there counts. */
const LEVEL_KEYS = ['level', 'severity', 'levelname', 'lvl', 'log.level'];
const MESSAGE_KEYS = ['msg', 'message', 'event'];
/** The log has a time of its own. */
const TIME_KEYS = ['time', 'ts', 'timestamp', '@timestamp'];
/** Of pino and bunyan, in every line: the supervisor knows the process. */
const EVERY_LINE_KEYS = ['pid', 'hostname', 'v'];

const WORDS: ReadonlyMap<string, LineLevel> = new Map([
  ...levels('trace', 'trace', 'silly'),
  ...levels('debug', 'debug', 'verbose'),
  ...levels('info', 'info', 'information', 'notice'),
  ...levels('warning', 'warning', 'warn'),
  ...levels('error', 'error', 'err'),
  ...levels('fatal', 'fatal', 'critical', 'crit', 'alert', 'emerg', 'panic', 'dpanic'),
]);

function levels(level: LineLevel, ...words: readonly string[]): [string, LineLevel][] {
  return words.map((word) => [word, level]);
}

/** An object that is nested deeper is taken for data: nobody logs so, and a hostile one would exhaust the stack. */
const DEEPEST = 20;

/** Null: the line is not one JSON object with a level or a message, and stays as it is. */
export function readStructured(text: string): StructuredLine | null {
  // Nearly every line ends here.
  if (!text.startsWith('{') || !text.endsWith('}')) return null;
  const fields = parseObject(text);
  if (fields === null) return null;
  const levelKey = LEVEL_KEYS.find((key) => key in fields);
  const messageKey = MESSAGE_KEYS.find((key) => typeof fields[key] === 'string');
  const given = levelKey === undefined ? undefined : fields[levelKey];
  const level = levelOf(given);
  const message = messageKey === undefined ? null : String(fields[messageKey]);
  if (level === null && message === null) return null;
  const left = [...TIME_KEYS, ...(typeof given === 'number' ? EVERY_LINE_KEYS : []), messageKey, level === null ? undefined : levelKey];
  return { level, message, fields, rest: Object.entries(fields).filter(([key]) => !left.includes(key)) };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && !isDeep(value, DEEPEST) ? value : null;
  } catch {
    // It only looks like JSON.
    return null;
  }
}

/** Whether a value of JSON has fields of its own. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((inner) => isDeep(inner, left - 1));
}

/** Numbers are those of pino and bunyan: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal. */
function levelOf(given: unknown): LineLevel | null {
  // Some programs colour the word.
  if (typeof given === 'string') return WORDS.get(plainText(given).trim().toLowerCase()) ?? null;
  if (typeof given !== 'number') return null;
  if (given >= 60) return 'fatal';
  if (given >= 50) return 'error';
  if (given >= 40) return 'warning';
  if (given >= 30) return 'info';
  return given >= 20 ? 'debug' : 'trace';
}
