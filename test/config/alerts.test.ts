import { describe, expect, test } from 'vitest';
import type { Message } from '../../electron/alert/message.ts';
import { bodyOf } from '../../electron/alert/receivers/template.ts';
import { formatEffective } from '../../electron/config/effective.ts';
import { TEMPLATE_PLACES } from '../../electron/config/schema/template.ts';
import { exhibitOf, exhibitWith, messages, read } from './support.ts';

const alerts = (toml: string) => exhibitOf(exhibitWith(toml)).alerts;
/** The lines begin at line 7. */
const told = (receiver: string) => messages(exhibitWith(`[[alerts.to]]\n${receiver}`));

describe('who is told', () => {
  test('every kind of receiver is read, with what it does by itself', () => {
    const to = [
      'kind = "ntfy"\nserver = "https://ntfy.Example.org/"\ntopic = "lantern-3f9c"',
      'kind = "email"\nhost = "mail.example.org"\nfrom = "lantern@example.org"\nto = ["technik@example.org"]',
      'kind = "webhook"\nurl = { file = "secrets/hook.url" }',
      'kind = "command"\ncommand = "./tell --loud"',
      'kind = "log"\nlevel = "info"',
    ];
    expect(alerts(to.map((receiver) => `[[alerts.to]]\n${receiver}\n`).join('')).to).toEqual([
      {
        kind: 'ntfy',
        name: 'ntfy',
        level: null,
        server: 'https://ntfy.example.org',
        topic: 'lantern-3f9c',
        token: null,
        pictures: true,
        deadMansSwitch: null,
      },
      {
        kind: 'email',
        name: 'email',
        level: null,
        host: 'mail.example.org',
        port: 587,
        security: 'starttls',
        user: null,
        password: null,
        from: 'lantern@example.org',
        to: ['technik@example.org'],
        digestMs: 300_000,
      },
      {
        kind: 'webhook',
        name: 'webhook',
        level: null,
        url: { file: '/c/lantern/secrets/hook.url' },
        secret: null,
        headers: {},
        template: null,
      },
      { kind: 'command', name: 'command', level: null, command: ['./tell', '--loud'] },
      { kind: 'log', name: 'log', level: 'info' },
    ]);
  });

  test('and what is written beside', () => {
    const ntfy = 'token = { env = "NTFY" }\npictures = false\ndead_mans_switch = { after = "10m" }';
    const email = 'security = "tls"\nuser = "lantern"\npassword = { file = "secrets/mail" }\ndigest = "0s"';
    const webhook = 'secret = { file = "/s" }\nheaders = { X-A = "b", X-Key = { env = "K" } }\ntemplate = \'{ "text": {title} }\'';
    const [first, second, third] = alerts(
      `[[alerts.to]]\nkind = "ntfy"\nserver = "http://127.0.0.1:8080"\ntopic = "t"\n${ntfy}\n` +
        `[[alerts.to]]\nkind = "email"\nhost = "m"\nfrom = "a@b"\nto = ["c@d"]\n${email}\n` +
        `[[alerts.to]]\nkind = "webhook"\nurl = "https://example.org/hook"\n${webhook}`,
    ).to;
    expect(first).toMatchObject({ token: { env: 'NTFY' }, pictures: false, deadMansSwitch: { afterMs: 600_000 } });
    expect(second).toMatchObject({
      port: 465,
      security: 'tls',
      user: 'lantern',
      password: { file: '/c/lantern/secrets/mail' },
      digestMs: 0,
    });
    expect(third).toMatchObject({
      url: 'https://example.org/hook',
      secret: { file: '/s' },
      headers: { 'X-A': 'b', 'X-Key': { env: 'K' } },
      template: '{ "text": {title} }',
    });
  });

  test('names are the kind, from the second one on with a number, and never two the same', () => {
    const log = '[[alerts.to]]\nkind = "log"\n';
    const named = (name: string) => `${log}name = "${name}"\n`;
    expect(alerts(log + log + log).to.map(({ name }) => name)).toEqual(['log', 'log-2', 'log-3']);
    expect(alerts(log + named('log-2') + log + named('x')).to.map(({ name }) => name)).toEqual(['log', 'log-2', 'log-3', 'x']);
    expect(alerts(log + named('log')).to.map(({ name }) => name)).toEqual(['log-2', 'log']);
  });

  test('levels, times and the ping are read', () => {
    const toml = '[alerts]\nlevel = "error"\nquiet_for = "1m"\ncooldown = "0s"\nlevels = { storm = "fatal", paused = "none" }\n';
    expect(alerts(`${toml}ping = { url = { file = "secrets/ping.url" }, every = "1m" }`)).toEqual({
      level: 'error',
      quietForMs: 60_000,
      cooldownMs: 0,
      levels: { storm: 'fatal', paused: 'none' },
      to: [],
      ping: { url: { file: '/c/lantern/secrets/ping.url' }, everyMs: 60_000 },
    });
  });

  test('the effective file has the defaults of its kind only, and means the same', () => {
    const text = exhibitWith(
      '[[alerts.to]]\nkind = "ntfy"\nserver = "https://a.b"\ntopic = "t"\n[[alerts.to]]\nkind = "webhook"\nurl = "http://a/"\n[[alerts.to]]\nkind = "log"',
    );
    const loaded = read(text);
    if (!loaded.ok) throw new Error('not a right exhibit');
    const shown = formatEffective(loaded.effective);
    expect(shown).toMatch(/pictures = true +# default/);
    expect(shown).not.toContain('digest');
    expect(exhibitOf(shown)).toEqual(exhibitOf(text));
  });
});

describe('the dashboard', () => {
  test('is read; a certificate lies where other files do', () => {
    const toml =
      '[dashboard]\nlisten = ["0.0.0.0:7810", "[::1]:7811"]\nhosts = ["Lantern.local"]\naddress = "https://Lantern.example.org/"\n';
    expect(exhibitOf(exhibitWith(`${toml}tls = { certificate = "/etc/l.pem", key = "l.key" }`)).dashboard).toEqual({
      listen: [
        { host: '0.0.0.0', port: 7810 },
        { host: '::1', port: 7811 },
      ],
      hosts: ['lantern.local'],
      tls: { certificate: '/etc/l.pem', key: '/e/l.key' },
      address: 'https://lantern.example.org',
    });
  });

  test('and metrics can be switched off', () => {
    const exhibit = exhibitOf(exhibitWith('[dashboard]\nlisten = []\n[metrics]\nlisten = []'));
    expect([exhibit.dashboard.listen, exhibit.metrics.listen]).toEqual([[], []]);
  });

  test.each([
    ['127.0.0.1:1', '127.0.0.1:1', true],
    ['127.0.0.1:1', '127.0.0.1:2', false],
    ['127.0.0.1:1', '10.0.0.7:1', false],
    ['127.0.0.1:1', 'localhost:1', true],
    ['0.0.0.0:1', '10.0.0.7:1', true],
    ['0.0.0.0:1', '[::1]:1', false],
    ['[::]:1', '10.0.0.7:1', true],
    ['10.0.0.7:1', '[::]:1', true],
  ])('at %s and metrics at %s: taken is %s', (one, other, clash) => {
    const toml = `[dashboard]\nlisten = ["${one}"]\n[metrics]\nlisten = ["${other}"]`;
    const found = `exhibit.toml:9:11  metrics.listen[0]: found "${other}" beside "${one}" (in line 7), which takes that port, wanted another port`;
    expect(messages(exhibitWith(toml))).toEqual(clash ? [found] : []);
  });
});

describe('what people are told of', () => {
  test('a key that is misspelt: the nearest one of this kind', () => {
    expect(told('kind = "email"\nhots = "a"\nhost = "m"\nfrom = "a@b"\nto = ["c@d"]\ntopc = "x"')).toEqual([
      'exhibit.toml:8:1  alerts.to[0].hots: found an unknown key, wanted a key of [[alerts.to]]; the nearest is "host"',
      'exhibit.toml:12:1  alerts.to[0].topc: found an unknown key, wanted a key of [[alerts.to]]; the nearest is "to"',
    ]);
    expect(told('kind = "log"\nhots = "a"')).toEqual([
      'exhibit.toml:8:1  alerts.to[0].hots: found an unknown key, wanted a key of [[alerts.to]]; the nearest is "kind"',
    ]);
  });

  test('keys of another kind, and what a kind cannot do without', () => {
    expect(told('kind = "log"\ntopic = "a"\nto = ["a@b"]')).toEqual([
      'exhibit.toml:8:1  alerts.to[0].topic: found a key that receivers of kind "log" do not have, wanted it with kind = "ntfy" only',
      'exhibit.toml:9:1  alerts.to[0].to: found a key that receivers of kind "log" do not have, wanted it with kind = "email" only',
    ]);
    expect(told('kind = "ntfy"\nserver = "https://ntfy.sh/lantern"')).toEqual([
      'exhibit.toml:7:8  alerts.to[0].kind: found kind "ntfy" without "topic", wanted "topic" beside it: a topic in quotes: 1 to 64 letters, digits, hyphens and underscores, like "lantern-3f9c"',
      'exhibit.toml:8:10  alerts.to[0].server: found "https://ntfy.sh/lantern", which is more than the origin "https://ntfy.sh", wanted an origin in quotes: scheme, host and port without a path, like "https://example.org"',
    ]);
    expect(told('kind = "mail"\nhost = "m"')).toEqual([
      'exhibit.toml:7:8  alerts.to[0].kind: found "mail", wanted one of "ntfy", "email", "webhook", "command" or "log"; did you mean "email"?',
    ]);
  });

  test('what would be read by everybody on the way', () => {
    const mail = (more: string) => told(`kind = "email"\nfrom = "a@b"\nto = ["c@d"]\n${more}`);
    expect(mail('host = "mail.example.org"\nsecurity = "none"\nuser = "a"')).toEqual([
      'exhibit.toml:11:12  alerts.to[0].security: found "none" with the host "mail.example.org", wanted "starttls" or "tls"; "none" only with a server on this machine itself',
      'exhibit.toml:12:1  alerts.to[0].user: found "user" without "password", wanted both of them, or neither',
    ]);
    for (const host of ['localhost', '127.0.0.9', '[::1]']) expect(mail(`host = "${host}"\nsecurity = "none"`)).toEqual([]);
  });

  test('a switch that would use up what the public server allows', () => {
    const ntfy = (server: string, after: string) =>
      told(`kind = "ntfy"\nserver = "${server}"\ntopic = "lantern-3f9c"\ndead_mans_switch = { after = "${after}" }`);
    expect(ntfy('https://ntfy.sh', '59m')).toEqual([
      'exhibit.toml:10:30  alerts.to[0].dead_mans_switch.after: found "59m", wanted at least 1h, because ntfy.sh takes 250 messages a day; or a server of your own',
    ]);
    expect([...ntfy('https://ntfy.sh', '1h'), ...ntfy('https://ntfy.example.org', '10m')]).toEqual([]);
  });

  test('receivers that cannot be told apart, unknown kinds of alerts, and a template that is none', () => {
    const log = '[[alerts.to]]\nkind = "log"\nname = "a"\n';
    expect(messages(exhibitWith(`${log}${log}[alerts.levels]\nstormm = "none"\nhealth = "loud"`))).toEqual([
      'exhibit.toml:11:8  alerts.to[1].name: found the name "a" a second time (first in line 8), wanted another name',
      expect.stringMatching(/^exhibit\.toml:13:1 {2}alerts\.levels\.stormm: found the unknown kind "stormm", .*; did you mean "storm"\?$/),
      'exhibit.toml:14:10  alerts.levels.health: found "loud", wanted one of "info", "warning", "error", "fatal" or "none"',
    ]);
    const hook = (template: string) => told(`kind = "webhook"\nurl = "http://a/"\ntemplate = '${template}'`)[0] ?? '';
    expect(hook('{ "text": "{title}" }')).toContain('found a place in quotes, which would be in them twice');
    expect(hook('text={title}')).toContain('found a text that is no JSON');
    expect(hook('{ "text": {titel} }')).toContain('found the unknown place {titel} (known: title, text,');
  });

  test('every place of a template, and no other, is filled in by who sends it', () => {
    const message: Message = {
      id: 'i',
      thread: 't',
      act: 'raise',
      level: 'error',
      kind: 'storm',
      exhibit: { name: 'lantern', title: 'Lantern' },
      service: 'core',
      title: 'a',
      text: 'b',
      at: 0,
      incident: '7',
      logTail: ['c'],
      link: 'https://lantern.example.org',
    };
    const filled = TEMPLATE_PLACES.filter((place) => bodyOf(message, `{${place}}`) !== 'null');
    expect(filled).toEqual(TEMPLATE_PLACES);
    expect(bodyOf(message, '{titel}')).toBe('null');
  });

  test('secrets in plain sight, without repeating them', () => {
    const said = [
      ...told('kind = "webhook"\nurl = "https://me:8341@example.org/"\nsecret = "8341"\nheaders = { Authorization = "8341" }'),
      ...told('kind = "email"\nhost = "m"\nfrom = "a@b"\nto = ["c@d"]\nuser = "u"\npassword = "8341"'),
      ...told('kind = "webhook"\nurl = "htps://chat.example.org/8341"'),
      ...told('kind = "ntfy"\ntopic = "t"\nserver = "https://me:8341@example.org"'),
      ...messages(exhibitWith('[alerts]\nping = { url = "https://hc-ping.com/8341" }')),
    ];
    expect(said).toEqual([
      'exhibit.toml:8:7  alerts.to[0].url: found a password written in the file, wanted { file = "secrets/webhook.url" } or { env = "VARIABLE" }',
      'exhibit.toml:9:10  alerts.to[0].secret: found a secret written in the file, wanted { file = "secrets/webhook.secret" } or { env = "VARIABLE" }',
      'exhibit.toml:10:29  alerts.to[0].headers.Authorization: found a secret written in the file, wanted { file = "secrets/NAME" } or { env = "VARIABLE" }',
      'exhibit.toml:12:12  alerts.to[0].password: found a password written in the file, wanted { file = "secrets/email.password" } or { env = "VARIABLE" }',
      'exhibit.toml:8:7  alerts.to[0].url: found a text that is no such address, wanted an address in quotes that begins with http:// or https://, like "https://example.org/alerts", or { file = "secrets/webhook.url" } or { env = "VARIABLE" }',
      'exhibit.toml:9:10  alerts.to[0].server: found an address with a password in it, wanted an origin in quotes: scheme, host and port without a path, like "https://example.org"',
      'exhibit.toml:7:16  alerts.ping.url: found an address that is a secret, written in the file, wanted { file = "secrets/ping.url" } or { env = "VARIABLE" }',
    ]);
  });
});
