/** Whether anybody would be told. */
import { expect, test } from 'vitest';
import { alerts } from '../../../electron/cli/doctor/checks/alerts.ts';
import type { Reach } from '../../../electron/cli/doctor/reach.ts';
import { exhibit, found, type Scene, SILENT, scene } from './scene.ts';

const CORE = '[service.core]\ncommand = "a"\n';
const NTFY = '[[alerts.to]]\nkind = "ntfy"\nname = "phone"\nserver = "https://ntfy.example.org"\ntopic = "lantern-3f9c"\n';
const TOKEN = 'token = { file = "/keys/ntfy.token" }\n';
const MAIL = '[[alerts.to]]\nkind = "email"\nhost = "mail.example.org"\nfrom = "a@example.org"\nto = ["b@example.org"]\n';
const told = (settings: string): Scene => ({ exhibit: exhibit(`${CORE}${settings}`) });

function reach(change: Partial<Reach>): Pick<Scene, 'reach'> {
  return { reach: { ...scene().reach, ...change } };
}

test.each<[what: string, given: Scene, expected: string[]]>([
  ['without a file', {}, []],
  ['nobody', { exhibit: SILENT }, ['warning: Nobody is told when something fails: there is no [[alerts.to]].']],
  [
    'the log alone',
    told('[[alerts.to]]\nkind = "log"\n'),
    ['warning: Nobody is told when something fails: there is no [[alerts.to]] beside the log.'],
  ],
  ['a phone', told(NTFY), ['ok: phone: the ntfy server https://ntfy.example.org answers, and a recovery takes the place of its alert.']],
  [
    'a phone by an old server',
    { ...told(NTFY), ...reach({ ntfy: async () => ({ ok: true, value: false }) }) },
    ['warning: phone: the ntfy server https://ntfy.example.org is older than 2.16.'],
  ],
  [
    'a phone by a server that refuses',
    { ...told(NTFY), ...reach({ ntfy: async () => ({ ok: false, status: 401, code: 40101, reason: 'it answers with status 401' }) }) },
    ['warning: phone: the ntfy server https://ntfy.example.org: it answers with status 401.'],
  ],
  [
    'a secret that is not there',
    { ...told(NTFY + TOKEN), ...reach({ secret: async () => '/keys/ntfy.token cannot be read (ENOENT): it has to hold the secret' }) },
    ['problem: /keys/ntfy.token cannot be read (ENOENT): it has to hold the secret.', expect.stringMatching(/^ok: phone/)],
  ],
  [
    'a secret in a variable that only the supervisor has',
    told(`${NTFY}token = { env = "NTFY_TOKEN" }\n`),
    [expect.stringMatching(/^ok: phone is not asked/)],
  ],
  [
    'mail',
    { ...told(MAIL), ...reach({ mail: async () => 'its name is not known' }) },
    ['warning: email: the mail server mail.example.org, port 587: its name is not known.'],
  ],
  [
    'a ping alone',
    { ...told('[alerts]\nping = { url = { file = "/keys/ping.url" } }\n'), ...reach({ address: async () => 'there is no network' }) },
    [
      'warning: Nobody is told when something fails but by the end of the ping: there is no [[alerts.to]].',
      'warning: The server that is pinged cannot be asked: there is no network.',
    ],
  ],
])('%s', async (_, given, expected) => {
  expect(await found(alerts, given)).toEqual(expected);
});

test('a secret that others may read is closed to them', async () => {
  const place = scene({ ...told(NTFY + TOKEN), tree: { '/keys/ntfy.token': { text: 'tk_1', mode: 0o644 } } });
  const [finding] = await alerts(place);
  expect(finding).toMatchObject({ level: 'problem', found: '/keys/ntfy.token is open to other accounts (mode 0644).' });
  await finding?.fix?.();
  expect(place.files.stat('/keys/ntfy.token')?.mode).toBe(0o600);
});

test("what a dead man's switch loses on an old server is said", async () => {
  const given = { ...told(`${NTFY}dead_mans_switch = { after = "10m" }\n`), ...reach({ ntfy: async () => ({ ok: true, value: false }) }) };
  const [finding] = await alerts(scene(given));
  expect(finding?.means).toContain("dead man's switch does nothing");
});
