import { describe, expect, test } from 'vitest';
import { configErrors } from '../measure/config-errors.ts';
import { exhibitWith, messages } from './support.ts';

/** What a technician reads for each mistake that a single value does not show. Lines of a service begin at line 6. */
const CASES: readonly [what: string, toml: string, expected: readonly string[]][] = [
  [
    'url beside command',
    'url = "http://127.0.0.1:3000/"',
    ['exhibit.toml:6:1  service.core.url: found "url" beside "command" (in exhibit.toml, line 5), wanted one of the two'],
  ],
  [
    'neither url nor command',
    '[service.audio]',
    [
      'exhibit.toml:6:10  service.audio: found neither "command" nor "url", wanted one of them, like command = "python3 core.py" or url = "http://127.0.0.1:3000/"',
    ],
  ],
  [
    'unknown services',
    'after = ["kore"]\nwith = ["x"]\n[recovery.safe_mode]\nrun = ["light"]\n[service.kor]\ncommand = "a"',
    [
      'exhibit.toml:6:10  service.core.after[0]: found the unknown service "kore", wanted one of the services: core, kor; did you mean "core"?',
      'exhibit.toml:7:9  service.core.with[0]: found the unknown service "x", wanted one of the services: core, kor',
      'exhibit.toml:9:8  recovery.safe_mode.run[0]: found the unknown service "light", wanted one of the services: core, kor',
    ],
  ],
  [
    'a circle',
    'after = ["audio"]\n[service.audio]\ncommand = "a"\nafter = ["core"]',
    [
      'exhibit.toml:6:10  service.core.after[0]: found services that wait for each other: audio → core → audio, wanted an order in which one of them starts first',
    ],
  ],
  [
    'after and with itself',
    'after = ["core"]\nwith = ["core"]',
    [
      'exhibit.toml:6:10  service.core.after[0]: found the service itself, wanted another service',
      'exhibit.toml:7:9  service.core.with[0]: found the service itself, wanted another service',
    ],
  ],
  [
    'names',
    '[service.shell]\ncommand = "a"\n[service.invigil]\ncommand = "a"\n[service.Big_One]\ncommand = "a"\n[service.core.environment]\n"A B" = "x"',
    [
      'exhibit.toml:6:10  service.shell: found a reserved name, wanted another name: Invigil has a service "shell" of its own',
      'exhibit.toml:8:10  service.invigil: found a reserved name, wanted another name: the log "invigil" is the supervisor\'s own',
      'exhibit.toml:10:10  service.Big_One: found the name "Big_One", wanted a name of 1 to 32 small letters, digits and hyphens, like [service.core]',
      'exhibit.toml:13:1  service.core.environment."A B": found the name "A B", wanted a name of letters, digits and _, not beginning with a digit, like LOG_LEVEL',
    ],
  ],
  [
    'heartbeats that would never be in time',
    'heartbeat = { interval = "10s", stall = "5s", startup = "30s" }',
    [
      'exhibit.toml:6:26  service.core.heartbeat.interval: found "10s", wanted less than "timeout" (5s, its default)',
      'exhibit.toml:6:41  service.core.heartbeat.stall: found "5s", wanted more than "interval" (10s)',
    ],
  ],
  [
    'a timeout as long as the interval, but a startup may be',
    'heartbeat = { interval = "5s", startup = "5s" }',
    ['exhibit.toml:6:26  service.core.heartbeat.interval: found "5s", wanted less than "timeout" (5s, its default)'],
  ],
  [
    'what is wrong in [recovery] is told there, not of every service',
    '[recovery]\nbackoff.first = "99d"\nstorm.restarts = 0',
    [
      'exhibit.toml:7:17  recovery.backoff.first: found "99d", which is too much, wanted a duration from 0s to 1d in quotes, like "0s"',
      'exhibit.toml:7:17  recovery.backoff.first: found "99d", wanted at most "max" (30s, its default)',
      'exhibit.toml:8:18  recovery.storm.restarts: found the number 0, wanted a whole number from 1 to 1000, like 3',
    ],
  ],
  [
    'startup shorter than a beat',
    'heartbeat = { interval = "2s", startup = "1s" }',
    ['exhibit.toml:6:42  service.core.heartbeat.startup: found "1s", wanted at least "interval" (2s)'],
  ],
  [
    'patience that contradicts itself',
    'busy.max = "20m"\nbackoff.max = "500ms"\n[recovery.backoff]\nfirst = "2m"\nmax = "1m"',
    [
      'exhibit.toml:6:12  service.core.busy.max: found "20m", wanted at most "total" (10m, its default)',
      'exhibit.toml:7:15  service.core.backoff.max: found "500ms", wanted at least "first" (2m)',
      'exhibit.toml:7:15  service.core.backoff.max: found "500ms", wanted at least "then" (1s, its default)',
      'exhibit.toml:10:7  recovery.backoff.max: found "1m", wanted at least "first" (2m)',
    ],
  ],
  [
    'keys of another kind of service',
    'load_timeout = "5s"\nheartbeat = { kind = "zmq", path = "x", field = "y" }\n[service.display]\nurl = "http://a/"\nheartbeat.kind = "zmq"',
    [
      'exhibit.toml:6:1  service.core.load_timeout: found a key for pages in a service that has no "url", wanted it beside "url" only',
      'exhibit.toml:7:29  service.core.heartbeat.path: found a key that heartbeats of kind "zmq" do not have, wanted it with kind = "file" or "health-file" only',
      'exhibit.toml:7:41  service.core.heartbeat.field: found a key that heartbeats of kind "zmq" do not have, wanted it with kind = "file" only',
      'exhibit.toml:10:11  service.display.heartbeat.kind: found a kind of heartbeat beside "url", wanted none: the shell watches the page',
    ],
  ],
  [
    'conditions that are none',
    'wait_for = ["sund", { network = "" }, { device = "ttyACM0" }, { tcp = "led.local" }, { usb = "x" }, { tcp = "a:80", device = "/dev/x" }]',
    [
      'exhibit.toml:6:13  service.core.wait_for[0]: found "sund", wanted "session", "sound", "network", { network = "media.local" }, { device = "/dev/ttyACM0" } or { tcp = "led.local:80" }; did you mean "sound"?',
      'exhibit.toml:6:21  service.core.wait_for[1]: found { network = "" }, wanted "session", "sound", "network", { network = "media.local" }, { device = "/dev/ttyACM0" } or { tcp = "led.local:80" }',
      'exhibit.toml:6:39  service.core.wait_for[2]: found { device = "ttyACM0" }, wanted "session", "sound", "network", { network = "media.local" }, { device = "/dev/ttyACM0" } or { tcp = "led.local:80" }',
      'exhibit.toml:6:63  service.core.wait_for[3]: found { tcp = "led.local" }, wanted "session", "sound", "network", { network = "media.local" }, { device = "/dev/ttyACM0" } or { tcp = "led.local:80" }',
      'exhibit.toml:6:86  service.core.wait_for[4]: found { usb = "x" }, wanted "session", "sound", "network", { network = "media.local" }, { device = "/dev/ttyACM0" } or { tcp = "led.local:80" }',
      'exhibit.toml:6:101  service.core.wait_for[5]: found { tcp = "a:80", device = "/dev/x" }, wanted "session", "sound", "network", { network = "media.local" }, { device = "/dev/ttyACM0" } or { tcp = "led.local:80" }',
    ],
  ],
  [
    'kinds of heartbeat without what they need, and with what others need',
    'heartbeat = { kind = "http", address = "a:80" }\nready = { kind = "exec", timeout = "2s" }\n[service.led]\ncommand = "led"\nheartbeat = { kind = "tcp", failures = 2, path = "x" }\nready = { url = "http://a/" }',
    [
      'exhibit.toml:6:22  service.core.heartbeat.kind: found kind "http" without "url", wanted "url" beside it: an address in quotes that begins with http:// or https://, like "http://127.0.0.1:3000/health"',
      'exhibit.toml:6:30  service.core.heartbeat.address: found a key that heartbeats of kind "http" do not have, wanted it with kind = "tcp" only',
      'exhibit.toml:7:18  service.core.ready.kind: found kind "exec" without "command", wanted "command" beside it: a program and its arguments, like "python3 core.py" or ["python3", "core.py"]',
      'exhibit.toml:10:22  service.led.heartbeat.kind: found kind "tcp" without "address", wanted "address" beside it: a host and a port in quotes, like "127.0.0.1:5000"',
      'exhibit.toml:10:43  service.led.heartbeat.path: found a key that heartbeats of kind "tcp" do not have, wanted it with kind = "file" or "health-file" only',
      'exhibit.toml:11:9  service.led.ready.kind: found nothing, wanted one of "http", "tcp" or "exec"',
    ],
  ],
  [
    'limits that are none',
    'limits = { memory = "1B", cpu = "200", processes = 0, open_files = 3, nice = 20 }',
    [
      'exhibit.toml:6:21  service.core.limits.memory: found "1B", which is too little, wanted a size from 1MB to 64TB in quotes, like "500MB"',
      'exhibit.toml:6:33  service.core.limits.cpu: found "200", wanted a share of one processor core from 1% to 25600% in quotes, like "200%"',
      'exhibit.toml:6:52  service.core.limits.processes: found the number 0, wanted a whole number from 1 to 4000000, like 200',
      'exhibit.toml:6:68  service.core.limits.open_files: found the number 3, wanted a whole number from 16 to 1048576, like 4096',
      'exhibit.toml:6:78  service.core.limits.nice: found the number 20, wanted a whole number from -20 to 19, like 5',
    ],
  ],
  [
    'keys in the wrong place',
    'exhibit.time_zone = "Europe/Berlin"\nquiet_for = "1m"\n[metrics]\nhosts = []',
    [
      'exhibit.toml:6:1  service.core.exhibit: found an unknown key, wanted a key of [service.core]; "exhibit" stands at the top of the file',
      'exhibit.toml:7:1  service.core.quiet_for: found an unknown key, wanted a key of [service.core]; "quiet_for" is a key of [alerts]',
      'exhibit.toml:9:1  metrics.hosts: found an unknown key, wanted a key of [metrics]; "hosts" is a key of [dashboard]',
    ],
  ],
  [
    'a PIN, a password and a token in plain sight, without repeating them',
    '[[access]]\nname = "floor"\nrole = "staff"\npin = "8341"\n[alerts]\nto = [{ token = "tk_8341" }]\n[[access]]\nname = "8341 B"\nrole = "staff"\npin = 8341\npassword = 8341',
    [
      'exhibit.toml:9:7  access[0].pin: found a PIN written in the file, wanted { file = "secrets/floor.pin" } or { env = "VARIABLE" }; `invigil pin floor` writes that file',
      'exhibit.toml:11:7  alerts.to[0].kind: found nothing, wanted one of "ntfy", "email", "webhook", "command" or "log"',
      'exhibit.toml:11:17  alerts.to[0].token: found a token written in the file, wanted { file = "secrets/NAME.token" } or { env = "VARIABLE" }',
      'exhibit.toml:13:8  access[1].name: found "8341 B", wanted a name of 1 to 32 small letters, digits and hyphens, like "floor"',
      'exhibit.toml:15:7  access[1].pin: found a PIN written in the file, wanted { file = "secrets/NAME.pin" } or { env = "VARIABLE" }; `invigil pin NAME` writes that file',
      'exhibit.toml:16:12  access[1].password: found a password written in the file, wanted { file = "secrets/NAME.password" } or { env = "VARIABLE" }; `invigil password NAME` writes that file',
    ],
  ],
  [
    'a PIN in a table, without repeating it',
    '[[access]]\nname = "floor"\nrole = "staff"\npin = { pin = "8341" }\n[[access]]\nname = "alice"\nrole = "admin"\npin = { env = "8341" }\n[[access]]\nname = "bob"\nrole = "admin"\npin = ["8341"]',
    [
      'exhibit.toml:9:7  access[0].pin: found a table with "pin", wanted { file = "secrets/NAME.pin" } or { env = "VARIABLE" }',
      'exhibit.toml:9:15  access[0].pin.pin: found a PIN written in the file, wanted { file = "secrets/NAME.pin" } or { env = "VARIABLE" }; `invigil pin NAME` writes that file',
      'exhibit.toml:13:7  access[1].pin: found an "env" that is no name of a variable, wanted { file = "secrets/NAME.pin" } or { env = "VARIABLE" }',
      'exhibit.toml:17:7  access[2].pin: found a PIN written in the file, wanted { file = "secrets/bob.pin" } or { env = "VARIABLE" }; `invigil pin bob` writes that file',
    ],
  ],
  [
    'people who cannot be told apart, and one without rights',
    '[[access]]\nname = "floor"\nrole = "staff"\n[[access]]\nname = "floor"\nrole = "boss"\n[[access]]\nname = "eve"\nrolle = "view"',
    [
      'exhibit.toml:10:8  access[1].name: found the name "floor" a second time (first in line 7), wanted another name, or the rights in one table',
      'exhibit.toml:11:8  access[1].role: found "boss", wanted one of "view", "staff" or "admin"',
      'exhibit.toml:12:3  access[2].role: found nothing, wanted one of "view", "staff" or "admin"',
      'exhibit.toml:14:1  access[2].rolle: found an unknown key, wanted a key of [[access]]; did you mean "role"?',
    ],
  ],
  [
    'hotkeys and corners that are none',
    '[overlay]\nhotkey = "Shift+I"\ncorner = { where = "top", taps = 2 }\nwithout_pin = ["volume", "reboot"]',
    [
      'exhibit.toml:7:10  overlay.hotkey: found "Shift+I" without Ctrl, Alt or Super, wanted keys in quotes, at least one of Ctrl, Alt and Super with a letter, a digit or F1 to F12, like "Ctrl+Alt+I"; or "none"',
      'exhibit.toml:8:20  overlay.corner.where: found "top", wanted one of "top-left", "top-right", "bottom-left", "bottom-right" or "none"',
      'exhibit.toml:8:34  overlay.corner.taps: found the number 2, wanted a whole number from 3 to 20, like 5',
      'exhibit.toml:9:26  overlay.without_pin[1]: found "reboot", wanted one of "volume" or "restart"',
    ],
  ],
  [
    'settings of a page that are none',
    '[service.display]\nurl = "http://a/"\nallow = ["https://example.org/news", "example.org", "https://*.example.org", "file:///x"]\npermissions = ["camara", "usb"]\nzoom = 0.1\noutput = { name = "HDMI-A-1" }\n[service.wall]\nurl = "http://a/"\noutput = {}',
    [
      'exhibit.toml:8:10  service.display.allow[0]: found "https://example.org/news", which is more than the origin "https://example.org", wanted an origin in quotes: scheme, host and port without a path, like "https://example.org"',
      'exhibit.toml:8:38  service.display.allow[1]: found "example.org", wanted an origin in quotes: scheme, host and port without a path, like "https://example.org"',
      'exhibit.toml:8:53  service.display.allow[2]: found "https://*.example.org", wanted an origin in quotes: scheme, host and port without a path, like "https://example.org"',
      'exhibit.toml:8:78  service.display.allow[3]: found "file:///x", wanted an origin in quotes: scheme, host and port without a path, like "https://example.org"',
      'exhibit.toml:9:16  service.display.permissions[0]: found "camara", wanted one of "camera", "microphone", "midi", "geolocation", "fullscreen", "pointer-lock" or "clipboard-read"; did you mean "camera"?',
      'exhibit.toml:9:26  service.display.permissions[1]: found "usb", wanted one of "camera", "microphone", "midi", "geolocation", "fullscreen", "pointer-lock" or "clipboard-read"',
      'exhibit.toml:10:8  service.display.zoom: found the number 0.1, wanted a number from 0.25 to 5, like 1.5',
      'exhibit.toml:11:10  service.display.output: found a table with "name", wanted the name of an output in quotes, like "HDMI-A-1", or { make = "...", model = "...", serial = "..." } with at least one of them',
      'exhibit.toml:14:10  service.wall.output: found an empty table, wanted the name of an output in quotes, like "HDMI-A-1", or { make = "...", model = "...", serial = "..." } with at least one of them',
    ],
  ],
  [
    'headers, without repeating what may be secret',
    '[service.display]\nurl = "http://a/"\n[service.display.headers]\nAuthorization = "Bearer 8341"\n"X Y" = "a"\nX-Key = { file = "a", env = "B" }\nX-Lines = "8341\\n"\nX-Empty = ""',
    [
      'exhibit.toml:9:17  service.display.headers.Authorization: found a secret written in the file, wanted { file = "secrets/NAME" } or { env = "VARIABLE" }',
      'exhibit.toml:10:1  service.display.headers."X Y": found the name "X Y", wanted the name of a header: letters, digits and hyphens, like X-Exhibit',
      'exhibit.toml:11:9  service.display.headers.X-Key: found a table with "file", "env", wanted a text in quotes of 1 to 4096 ASCII characters in one line, or { file = "secrets/NAME" } or { env = "VARIABLE" }',
      'exhibit.toml:12:11  service.display.headers.X-Lines: found a text that no header can have, wanted a text in quotes of 1 to 4096 ASCII characters in one line, or { file = "secrets/NAME" } or { env = "VARIABLE" }',
      'exhibit.toml:13:11  service.display.headers.X-Empty: found an empty text, wanted a text in quotes of 1 to 4096 ASCII characters in one line, or { file = "secrets/NAME" } or { env = "VARIABLE" }',
    ],
  ],
  [
    'keys of pages and displays in a service that is none',
    'output = "HDMI-A-1"\nallow = []\nzoom = 2\nheaders.X-A = "b"\n[service.wall]\nrole = "display"\ncommand = "wall"\noutput = { make = "Dell" }\ncursor = "hidden"',
    [
      'exhibit.toml:6:1  service.core.output: found a key for displays in a service that is none, wanted it with "url" or role = "display" only',
      'exhibit.toml:7:1  service.core.allow: found a key for pages in a service that has no "url", wanted it beside "url" only',
      'exhibit.toml:8:1  service.core.zoom: found a key for pages in a service that has no "url", wanted it beside "url" only',
      'exhibit.toml:9:1  service.core.headers: found a key for pages in a service that has no "url", wanted it beside "url" only',
      'exhibit.toml:14:1  service.wall.cursor: found a key for pages in a service that has no "url", wanted it beside "url" only',
    ],
  ],
  [
    'a known key in the wrong table, and one that is like nothing',
    'timeout = "5s"\npin = 1\n[recovery]\nqqqqqqqqqqqq = 1',
    [
      'exhibit.toml:6:1  service.core.timeout: found an unknown key, wanted a key of [service.core]; "timeout" is a key of [service.NAME.heartbeat]',
      'exhibit.toml:7:1  service.core.pin: found an unknown key, wanted a key of [service.core]; "pin" is a key of [[access]]',
      'exhibit.toml:9:1  recovery.qqqqqqqqqqqq: found an unknown key, wanted a key of [recovery]; the nearest is "backoff"',
    ],
  ],
  [
    'durations and sizes that are almost right',
    'stop.grace = "5"\nlog.size = "10 MB"\nload_timeout = 5\nheartbeat = { timeout = "1.5s", startup = "5sec", interval = "1ms" }',
    [
      'exhibit.toml:6:14  service.core.stop.grace: found "5" without a unit, wanted a duration from 0s to 10m in quotes, like "5s"',
      'exhibit.toml:7:12  service.core.log.size: found "10 MB" with a space in it, wanted a size from 64kB to 10GB in quotes, like "10MB"',
      'exhibit.toml:8:1  service.core.load_timeout: found a key for pages in a service that has no "url", wanted it beside "url" only',
      'exhibit.toml:8:16  service.core.load_timeout: found 5 without a unit, wanted a duration from 1s to 1h in quotes, like "30s"',
      'exhibit.toml:9:25  service.core.heartbeat.timeout: found "1.5s", which is not a whole number, wanted a duration from 100ms to 1d in quotes, like "5s"',
      'exhibit.toml:9:43  service.core.heartbeat.startup: found "5sec" with the unknown unit "sec" (known: ms, s, m, h, d), wanted a duration from 100ms to 1d in quotes, like "30s"',
      'exhibit.toml:9:62  service.core.heartbeat.interval: found "1ms", which is too little, wanted a duration from 10ms to 1h in quotes, like "1s"',
    ],
  ],
];

describe('what people are told', () => {
  test.each(CASES)('%s', (_what, toml, expected) => {
    expect(messages(exhibitWith(toml))).toEqual(expected);
  });

  test('a key of a later version', () => {
    expect(messages(exhibitWith('').replace('name =', 'time_zone = "Europe/Berlin"\nname ='))).toEqual([
      'exhibit.toml:3:1  exhibit.time_zone: found a key that is not in this version of Invigil, wanted the file without it',
    ]);
  });

  test('an empty file', () => {
    expect(messages('')).toEqual([
      'exhibit.toml:1:1  schema: found nothing, wanted schema = 1, which this version reads',
      'exhibit.toml:1:1  exhibit: found nothing, wanted a table [exhibit] with at least a name',
      'exhibit.toml:1:1  service: found nothing, wanted a table for each service, like [service.core]',
    ]);
  });

  test('a file of a newer schema is told as that, and nothing else of it', () => {
    expect(messages('schema = 2\n[new]\nthing = 1', 'restart = 5')).toEqual([
      'exhibit.toml:1:10  schema: found schema 2: this file is for Invigil 2.0 or later, wanted schema 1, which this version reads',
    ]);
    expect(messages(exhibitWith(''), 'schema = 3')).toEqual([
      'site.toml:1:10  schema: found schema 3: this file is for Invigil 3.0 or later, wanted schema 1, which this version reads',
    ]);
  });

  test('a key that is a member of every object is an unknown key', () => {
    expect(messages(exhibitWith('constructor = 1\n__proto__ = 2'))).toEqual([
      'exhibit.toml:6:1  service.core.constructor: found an unknown key, wanted a key of [service.core]; the nearest is "directory"',
      'exhibit.toml:7:1  service.core.__proto__: found the name __proto__, wanted another name',
    ]);
  });
});

describe('each key of the schema: wrong type, out of range, misspelt, twice', () => {
  const rows = configErrors();

  test('every message has file, line, column, key, found and wanted', () => {
    expect(rows.filter(({ lacking }) => lacking.length > 0)).toEqual([]);
  });

  test('nothing was left out', () => {
    expect(new Set(rows.map(({ key }) => key)).size).toBeGreaterThan(120);
    expect(rows.length).toBeGreaterThan(550);
  });

  test('a misspelt key is told with the right one', () => {
    const free = [
      'service.NAME',
      'service.NAME.environment.VARIABLE',
      'service.NAME.headers.HEADER',
      'alerts.levels.KIND',
      'alerts.to.headers.HEADER',
    ];
    const misspelt = rows.filter(({ fault, key }) => fault === 'misspelt' && !free.includes(key));
    expect(misspelt.filter(({ key, message }) => !message.endsWith(`did you mean "${key.split('.').at(-1)}"?`))).toEqual([]);
  });
});
