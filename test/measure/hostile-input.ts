/**
 * Input that no sane program sends, by chance with a seed. None of it has a meaning that a service may rightly be restarted for: no
 * `fatal`, no other version of the protocol, no shorter timeout.
 */
import type { Random } from '../simulation/random.ts';

/** The largest message, in bytes; and one that is larger than what is taken. */
const MOST_BYTES = 65_536;
const LEVELS = 20_000;

/** Messages that mean something, to be spoiled. */
const MESSAGES: readonly [object, ...object[]] = [
  { type: 'beat', progress: 1, message: 'x' },
  { type: 'health', checks: [{ name: 'led', status: 'warning', message: 'dim', metadata: { a: 1 } }] },
  { type: 'metric', name: 'fps', value: 60, labels: { view: 'main' } },
  { type: 'error', message: 'no sound', traceback: 'at x' },
  { type: 'busy', for_ms: 10, why: 'loading' },
  { type: 'bye' },
];

const ODD: readonly [unknown, ...unknown[]] = [
  null,
  -1,
  0,
  1e308,
  '',
  'x'.repeat(5000),
  [],
  {},
  [[]],
  true,
  '\u0000',
  '\ud800',
  { toString: 1 },
];

export function bytes(random: Random, most: number): Buffer {
  return Buffer.from(Array.from({ length: random.whole(0, most) }, () => random.whole(0, 255)));
}

/** One message, or something like it. `from`: who it claims to be from. */
export function message(random: Random, from: object): Buffer {
  const text = JSON.stringify({ ...from, ...random.pick(MESSAGES) });
  switch (random.whole(0, 8)) {
    case 0:
      return bytes(random, 300);
    case 1:
      return Buffer.from(text.slice(0, random.whole(0, text.length - 1)));
    case 2:
      return flipped(random, Buffer.from(text));
    case 3:
      return Buffer.from(JSON.stringify({ ...from, ...oddly(random) }));
    case 4:
      return Buffer.from(JSON.stringify({ ...random.pick(MESSAGES), service: random.pick(ODD), instance: random.pick(ODD) }));
    case 5:
      return Buffer.from(random.pick(['null', '[]', '7', '"beat"', '{}', '{"type":"beat"}', '1e999', '{"__proto__":{"type":"beat"}}']));
    case 6:
      return random.chance(0.05) ? bottomless(from) : Buffer.from(text.replace(/\d+/g, '1e999'));
    case 7:
      return random.chance(0.05) ? Buffer.alloc(random.whole(MOST_BYTES - 1, MOST_BYTES * 3), '{') : Buffer.alloc(0);
    default:
      return Buffer.from(text.replace('"type":"', '"type":"no-'));
  }
}

/** A message whose fields hold what they must not. */
function oddly(random: Random): object {
  const base = random.pick(MESSAGES);
  return Object.fromEntries(
    Object.entries(base).map(([key, value]) => [key, key === 'type' || random.chance(0.5) ? value : random.pick(ODD)]),
  );
}

/** Metadata nested deeper than a stack. */
function bottomless(from: object): Buffer {
  const head = JSON.stringify({ ...from, type: 'health' }).slice(0, -1);
  return Buffer.from(`${head},"checks":[{"name":"led","status":"healthy","metadata":{"a":${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}}}]}`);
}

function flipped(random: Random, text: Buffer): Buffer {
  for (let flips = random.whole(1, 4); flips > 0; flips--) text[random.whole(0, text.length - 1)] = random.whole(0, 255);
  return text;
}

const LINES: readonly [string, ...string[]] = [
  'WATCHDOG=2',
  'WATCHDOG_USEC=-1',
  'WATCHDOG_USEC=99999999999999999999',
  'EXTEND_TIMEOUT_USEC=soon',
  'READY=yes',
  'MAINPID=1',
  'FDSTORE=1',
  '=',
  '====',
  'STATUS=\u0000\u001b[2J',
];

/** One datagram to a notify socket. */
export function datagram(random: Random, from: object): Buffer {
  if (random.chance(0.5)) return message(random, from);
  if (random.chance(0.3)) return bytes(random, 2000);
  return Buffer.from(Array.from({ length: random.whole(1, 50) }, () => random.pick(LINES)).join('\n'));
}

/** What is written in the place of a JSON file: half of one, or anything. */
export function fileText(random: Random): Buffer {
  const checks = Array.from({ length: random.whole(0, 100) }, () =>
    random.chance(0.2) ? random.pick(ODD) : { name: random.pick(ODD), status: 'warning' },
  );
  const text = JSON.stringify({ last_updated: random.pick(ODD), overall_status: random.pick(ODD), checks });
  if (random.chance(0.01)) return Buffer.alloc(10_000_000, '[');
  if (random.chance(0.05)) return bottomless({});
  return random.chance(0.3) ? message(random, {}) : Buffer.from(text.slice(0, random.whole(0, text.length)));
}

const PATHS: readonly [string, ...string[]] = [
  '/',
  '/api/v1/commands/restart',
  '/api/v1/commands/stop',
  '/api/v1/commands/pause',
  '/api/v1/commands/__proto__',
  '/api/v1/status/../../etc/passwd',
  '/%00',
  '/%',
  `/${'x'.repeat(4000)}`,
];
/** None is what a command takes. */
const BODIES: readonly [string, ...string[]] = [
  '[',
  '[]',
  '7',
  '"restart"',
  '{"service":{}}',
  '{"service":7}',
  '{"for":-1}',
  '{"no":1}',
  '{"__proto__":{}}x',
];

/** A command without arguments: that is one. */
const COMMANDING: ReadonlySet<string> = new Set(['', 'null', '{}']);

/** The bytes of one HTTP request, or of none. */
export function httpRequest(random: Random, path: string): Buffer {
  const target = random.chance(0.5) ? path : random.pick(PATHS);
  const garbage = random.chance(0.2) ? message(random, {}).toString('latin1') : '';
  const body = COMMANDING.has(garbage.trim()) ? random.pick(BODIES) : garbage;
  switch (random.whole(0, 7)) {
    case 0:
      return bytes(random, 1000);
    case 1:
      return Buffer.from(`GET ${target} HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(random.whole(1, 40_000))}\r\n\r\n`);
    case 2:
      return Buffer.from(`POST ${target} HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n${body}`);
    case 3:
      return Buffer.from(`POST ${target} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\ncontent-length: 3\r\n\r\nzz\r\n`);
    case 4:
      return Buffer.from(
        `${random.pick(['BREW', 'CONNECT', 'TRACE', 'DELETE', 'PRI'])} ${target} HTTP/${random.pick(['1.1', '2.0', '9'])}\r\nhost: x\r\n\r\n`,
      );
    default: {
      const type = random.pick(['application/json', 'text/plain', 'application/x-www-form-urlencoded', '']);
      return Buffer.from(
        `POST ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body, 'latin1')}\r\n\r\n${body}`,
        'latin1',
      );
    }
  }
}
