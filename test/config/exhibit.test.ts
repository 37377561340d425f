import { describe, expect, test } from 'vitest';
import { formatEffective } from '../../electron/config/effective.ts';
import { inStartOrder } from '../../electron/config/resolve.ts';
import { exhibitOf, exhibitWith, messages, read } from './support.ts';

const service = (text: string, name: string, site?: string) => {
  const found = exhibitOf(text, site).services.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
};

describe('defaults', () => {
  test('of the smallest exhibit', () => {
    expect(exhibitOf('schema = 1\nexhibit.name = "lamp"\nservice.light.command = "./light -v"')).toEqual({
      name: 'lamp',
      title: 'lamp',
      colour: '#101418',
      locale: 'en',
      folder: '/e',
      file: '/e/exhibit.toml',
      services: [
        {
          name: 'light',
          role: 'other',
          command: ['./light', '-v'],
          url: null,
          directory: '/e',
          environment: {},
          environmentFile: null,
          before: [],
          waitFor: [],
          after: [],
          with: [],
          restart: 'always',
          giveUp: [78],
          escalate: 'service',
          heartbeat: {
            kind: 'none',
            intervalMs: 1000,
            timeoutMs: 5000,
            startupMs: 30_000,
            stallMs: 60_000,
            path: null,
            field: 'timestamp',
            question: null,
            failures: 3,
          },
          ready: null,
          limits: { memoryBytes: null, cpuPercent: null, processes: null, openFiles: null, nice: null },
          busy: { maxMs: 60_000, totalMs: 600_000 },
          stop: { signal: 'SIGTERM', graceMs: 5000, onFreeze: null },
          log: { sizeBytes: 10_000_000, keep: 5 },
          backoff: { firstMs: 0, thenMs: 1000, factor: 2, maxMs: 30_000 },
          storm: { restarts: 3, withinMs: 600_000 },
          loadTimeoutMs: 30_000,
          page: { allow: [], permissions: [], zoom: 1, cursor: 'shown', storage: 'keep', css: null, headers: {} },
          output: null,
        },
      ],
      recovery: {
        backoff: { firstMs: 0, thenMs: 1000, factor: 2, maxMs: 30_000 },
        storm: { restarts: 3, withinMs: 600_000 },
        ladder: ['restart-exhibit', 'reboot', 'safe-mode'],
        reboots: { max: 2, withinMs: 86_400_000 },
        safeMode: { retryMs: 3_600_000, run: [] },
      },
      overlay: { hotkey: 'Ctrl+Alt+I', corner: { where: 'top-left', taps: 5 }, withoutPin: [] },
      access: [],
      incidentPictures: true,
      dashboard: { listen: [{ host: '127.0.0.1', port: 7810 }], hosts: [], tls: null, address: null },
      metrics: { listen: [{ host: '127.0.0.1', port: 9101 }] },
      alerts: { level: 'warning', quietForMs: 30_000, cooldownMs: 300_000, levels: {}, to: [], ping: null },
    });
  });

  test.each([
    ['core', '', 'core', 'exhibit', []],
    ['display', '', 'display', 'exhibit', [{ kind: 'session' }]],
    ['audio', '', 'audio', 'service', []],
    ['other', '', 'other', 'service', []],
    ['wall', '', 'other', 'service', []],
    ['wall', 'role = "display"', 'display', 'exhibit', [{ kind: 'session' }]],
    ['wall', 'role = "display"\nwait_for = []', 'display', 'exhibit', [{ kind: 'session' }]],
    ['core', 'role = "audio"', 'audio', 'service', []],
    ['core', 'escalate = "service"', 'core', 'service', []],
  ])('of the service %s with %j by role', (name, more, role, escalate, waitFor) => {
    const text = `schema = 1\nexhibit.name = "a"\n[service.${name}]\ncommand = "a"\n${more}`;
    expect(service(text, name)).toMatchObject({ role, escalate, waitFor });
  });

  test('conditions, questions and limits are read', () => {
    const wait = '["network", { network = "media.local" }, { device = "/dev/ttyACM0" }, { tcp = "[::1]:80" }, "sound"]';
    const beat = '{ kind = "http", url = "http://127.0.0.1:3000/health", failures = 2 }';
    const more = `wait_for = ${wait}\nheartbeat = ${beat}\nready = { kind = "tcp", address = "led.local:80" }`;
    expect(service(exhibitWith(`${more}\nlimits = { memory = "500MB", cpu = "150%", nice = 5 }`), 'core')).toMatchObject({
      waitFor: [
        { kind: 'network', host: null },
        { kind: 'network', host: 'media.local' },
        { kind: 'device', path: '/dev/ttyACM0' },
        { kind: 'tcp', host: '::1', port: 80 },
        { kind: 'sound' },
      ],
      heartbeat: { question: { kind: 'http', url: 'http://127.0.0.1:3000/health', status: null }, failures: 2 },
      ready: { question: { kind: 'tcp', host: 'led.local', port: 80 }, intervalMs: 1000, timeoutMs: 5000 },
      limits: { memoryBytes: 500e6, cpuPercent: 150, processes: null, openFiles: null, nice: 5 },
    });
    const display = 'schema = 1\nexhibit.name = "a"\n[service.display]\ncommand = "a"\nwait_for = ["network"]';
    expect(service(display, 'display')).toMatchObject({ waitFor: [{ kind: 'session' }, { kind: 'network', host: null }] });
  });

  test('a page waits for the session whatever its role', () => {
    const text = 'schema = 1\nexhibit.name = "a"\n[service.wall]\nurl = "http://127.0.0.1/"\nheartbeat.timeout = "9s"';
    expect(service(text, 'wall')).toMatchObject({
      command: null,
      url: 'http://127.0.0.1/',
      waitFor: [{ kind: 'session' }],
      heartbeat: { timeoutMs: 9000 },
    });
  });

  test('backoff and storm are those of [recovery], key by key', () => {
    const text = exhibitWith('backoff.max = "5s"\n[recovery]\nbackoff = { then = "2s", max = "1m" }\nstorm = { restarts = 9 }');
    expect(service(text, 'core')).toMatchObject({
      backoff: { firstMs: 0, thenMs: 2000, factor: 2, maxMs: 5000 },
      storm: { restarts: 9, withinMs: 600_000 },
    });
  });
});

describe('how a page is shown', () => {
  const page = (more: string) => service(`schema = 1\nexhibit.name = "a"\n[service.display]\nurl = "http://a/"\n${more}`, 'display');

  test('is read', () => {
    const more = [
      'allow = ["https://Example.org:443", "http://10.0.0.7:8080/"]',
      'permissions = ["camera", "midi"]',
      'zoom = 1.25',
      'cursor = "hidden"',
      'storage = "clear"',
      'css = "style/kiosk.css"',
      'headers = { X-Exhibit = "lantern" }',
    ];
    expect(page(more.join('\n')).page).toEqual({
      allow: ['https://example.org', 'http://10.0.0.7:8080'],
      permissions: ['camera', 'midi'],
      zoom: 1.25,
      cursor: 'hidden',
      storage: 'clear',
      css: '/e/style/kiosk.css',
      headers: { 'X-Exhibit': 'lantern' },
    });
  });

  test.each([
    ['"HDMI-A-1"', { name: 'HDMI-A-1' }],
    ['{ make = "Dell", serial = "7" }', { make: 'Dell', serial: '7' }],
  ])('on the output %s', (written, output) => {
    expect(page(`output = ${written}`).output).toEqual(output);
    const program = `schema = 1\nexhibit.name = "a"\n[service.wall]\nrole = "display"\ncommand = "a"\noutput = ${written}`;
    expect(service(program, 'wall').output).toEqual(output);
  });
});

describe('how staff get in', () => {
  const staff = '[[access]]\nname = "floor"\nrole = "staff"\npin = { file = "secrets/floor.pin" }\n';
  const alice = '[[access]]\nname = "alice"\nrole = "admin"\npin = { env = "ALICE" }\n[[access]]\nname = "eve"\nrole = "view"\n';

  test('by keys and taps, both of which can be switched off', () => {
    const overlay = (text: string) => exhibitOf(exhibitWith(`[overlay]\n${text}`)).overlay;
    expect(overlay('hotkey = "super + f9"\ncorner = { where = "bottom-right", taps = 3 }\nwithout_pin = ["restart"]')).toEqual({
      hotkey: 'Super+F9',
      corner: { where: 'bottom-right', taps: 3 },
      withoutPin: ['restart'],
    });
    expect(overlay('hotkey = "none"\ncorner.where = "none"')).toEqual({ hotkey: null, corner: null, withoutPin: [] });
  });

  test('over the network by passwords and tokens, which are beside site.toml too', () => {
    const robot = '[[access]]\nname = "robot"\nrole = "view"\npassword = { file = "secrets/robot.password" }\ntoken = { file = "/t" }\n';
    expect(exhibitOf(exhibitWith(robot)).access).toEqual([
      { name: 'robot', role: 'view', pin: null, password: { file: '/c/lantern/secrets/robot.password' }, token: { file: '/t' } },
    ]);
  });

  test('PINs are looked for beside site.toml, whichever of the files names them', () => {
    const nothing = { pin: null, password: null, token: null };
    expect(exhibitOf(exhibitWith(staff)).access).toEqual([
      { ...nothing, name: 'floor', role: 'staff', pin: { file: '/c/lantern/secrets/floor.pin' } },
    ]);
    // A list of the site replaces the whole one.
    expect(exhibitOf(exhibitWith(staff), alice).access).toEqual([
      { ...nothing, name: 'alice', role: 'admin', pin: { env: 'ALICE' } },
      { ...nothing, name: 'eve', role: 'view' },
    ]);
  });

  test('pictures of incidents can be switched off', () => {
    expect(exhibitOf(exhibitWith('[incidents]\npictures = false')).incidentPictures).toBe(false);
  });
});

test('paths are relative to the folder of the exhibit', () => {
  const text = exhibitWith('directory = "bin"\nenvironment_file = "../.env"\nheartbeat = { kind = "file", path = "/run/beat" }');
  expect(service(text, 'core')).toMatchObject({ directory: '/e/bin', environmentFile: '/.env', heartbeat: { path: '/run/beat' } });
});

describe('the order of starting', () => {
  const names = (...services: [name: string, ...after: string[]][]) =>
    inStartOrder(services.map(([name, ...after]) => ({ name, after }))).map(({ name }) => name);

  test('is by `after`, then by name', () => {
    expect(names(['c', 'b'], ['b'], ['a', 'c'], ['d'])).toEqual(['b', 'c', 'a', 'd']);
    expect(names(['d'], ['a', 'c'], ['b'], ['c', 'b'])).toEqual(['b', 'c', 'a', 'd']);
  });

  test('refuses a circle', () => {
    expect(() => names(['a', 'b'], ['b', 'a'])).toThrow('wait for each other');
  });
});

describe('the site over the exhibit', () => {
  const text = exhibitWith('after = ["audio"]\nenvironment = { A = "1", B = "2" }\n[service.audio]\ncommand = "a"');

  test('tables merge key by key, a list replaces the whole one', () => {
    const site = '[exhibit]\ntitle = "Here"\n[service.core]\nafter = []\nenvironment = { B = "3", C = "4" }';
    expect(exhibitOf(text, site).title).toBe('Here');
    expect(service(text, 'core', site)).toMatchObject({ after: [], environment: { A: '1', B: '3', C: '4' } });
  });

  test('each problem points into the file that its value came from', () => {
    const site = '[exhibit]\nname = "other"\n[service.core]\nurl = "http://a/"\nheartbeat.interval = "9s"\nwith = ["x"]';
    expect(messages(text, site)).toEqual([
      'site.toml:2:1  exhibit.name: found a name in the site file, wanted the name in exhibit.toml only; a site may have its own "title"',
      'site.toml:4:1  service.core.url: found "url" beside "command" (in exhibit.toml, line 5), wanted one of the two',
      'site.toml:5:22  service.core.heartbeat.interval: found "9s", wanted less than "timeout" (5s, its default)',
      'site.toml:6:9  service.core.with[0]: found the unknown service "x", wanted one of the services: core, audio',
    ]);
  });

  test('a value of another kind replaces a table, and is told where it stands', () => {
    expect(messages(text, 'service.core.environment = 5')).toEqual([
      'site.toml:1:28  service.core.environment: found the number 5, wanted a table of variables, like { LOG_LEVEL = "info" }',
    ]);
  });
});

describe('the effective file', () => {
  const text = exhibitWith(
    'environment = { LOG_LEVEL = "a\\u007f\\"b" }\nbefore = [["rm", "-f", "x"], "true"]\n[service.display]\nurl = "http://a/"\nheartbeat.timeout = "9s"\n[recovery]\nbackoff.first = "1s"\n[service.display.headers]\nX-Key = { file = "secrets/key" }',
  );
  const site =
    'exhibit.title = "Here"\nservice.display.output = { make = "Dell" }\n[[access]]\nname = "floor"\nrole = "staff"\npin = { file = "secrets/floor.pin" }\n[[access]]\nname = "eve"\nrole = "view"';

  const effective = (exhibit: string, over?: string, json = false) => {
    const loaded = read(exhibit, over);
    if (!loaded.ok) throw new Error('not a right exhibit');
    return formatEffective(loaded.effective, { json });
  };

  test('says where each value came from', () => {
    const lines = effective(text, site)
      .split('\n')
      .map((line) => line.replace(/ +#/, ' #'));
    expect(lines.slice(0, 8)).toEqual([
      'schema = 1 # exhibit.toml:1',
      '',
      '[exhibit]',
      'name = "lantern" # exhibit.toml:3',
      'title = "Here" # site.toml:1',
      'colour = "#101418" # default',
      'locale = "en" # default',
      '',
    ]);
    expect(lines).toContain('before = [["rm", "-f", "x"], "true"] # exhibit.toml:7');
    expect(lines).toContain('timeout = "9s" # exhibit.toml:10');
    expect(lines).toContain('output = { make = "Dell" } # site.toml:2');
    expect(lines).toContain('X-Key = { file = "secrets/key" } # exhibit.toml:14');
    expect(lines.slice(lines.indexOf('[[access]]'), lines.indexOf('[dashboard]'))).toEqual([
      '[[access]]',
      'name = "floor" # site.toml:4',
      'role = "staff" # site.toml:5',
      'pin = { file = "secrets/floor.pin" } # site.toml:6',
      '',
      '[[access]]',
      'name = "eve" # site.toml:8',
      'role = "view" # site.toml:9',
      '',
    ]);
    expect(lines.slice(lines.indexOf('[alerts]')).filter((line) => !line.startsWith('['))).toEqual([
      'level = "warning" # default',
      'quiet_for = "30s" # default',
      'cooldown = "5m" # default',
      'to = [] # default',
    ]);
    // Of [recovery] once, and of each service that takes it over.
    expect(lines.filter((line) => line === 'first = "1s" # exhibit.toml:12')).toHaveLength(3);
  });

  test('is an exhibit file that means the same', () => {
    const again = effective(text, site);
    expect(exhibitOf(again)).toEqual(exhibitOf(text, site));
    expect(exhibitOf(effective(again))).toEqual(exhibitOf(text, site));
  });

  test('as JSON, one object for each value', () => {
    const values: unknown = JSON.parse(effective(text, site, true));
    expect(values).toContainEqual({ key: 'exhibit.title', value: 'Here', file: '/e/site.toml', line: 1 });
    expect(values).toContainEqual({ key: 'access[0].pin', value: { file: 'secrets/floor.pin' }, file: '/e/site.toml', line: 6 });
    expect(values).toContainEqual({ key: 'service.core.restart', value: 'always', file: null, line: null });
  });
});
