import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makePinLine } from '../../electron/access/pin-line.ts';
import { makeToken } from '../../electron/access/token.ts';
import { notesOn } from '../../electron/cli/check-notes.ts';
import { loadExhibit } from '../../electron/config/index.ts';
import { exhibitOf, exhibitWith } from '../config/support.ts';

let folder = '';
const limited = exhibitOf(exhibitWith('limits.cpu = "50%"'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inv-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function manager(controllers: string): void {
  const user = process.getuid?.() ?? 0;
  const own = join(folder, 'user.slice', `user-${user}.slice`, `user@${user}.service`);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'cgroup.controllers'), `${controllers}\n`);
}

describe('limits', () => {
  test('one of the processor is told as useless where nobody can keep it', async () => {
    expect(await notesOn(limited, folder)).toEqual([
      expect.stringMatching(/^service\.core\.limits\.cpu does nothing here: no service manager/),
    ]);
    manager('memory pids');
    expect(await notesOn(limited, folder)).toEqual([expect.stringContaining('(it has: memory, pids)')]);
  });

  test('nothing is told where it works, or where nobody asks for it', async () => {
    expect(await notesOn(exhibitOf(exhibitWith('')), folder)).toEqual([]);
    manager('cpu memory pids');
    expect(await notesOn(limited, folder)).toEqual([]);
  });
});

describe('what is open to the network', () => {
  const notes = (toml: string) => notesOn(exhibitOf(exhibitWith(toml)), folder);
  const alice = '[[access]]\nname = "alice"\nrole = "admin"\n';
  const withToken = `${alice}token = { env = "T" }\n`;

  test('a dashboard without TLS, and one that nobody can open', async () => {
    const listen = '[dashboard]\nlisten = ["127.0.0.1:7810", "0.0.0.0:7811", "[::]:7812"]\n';
    const plain =
      'The dashboard listens on 0.0.0.0:7811 and [::]:7812 without TLS: passwords cross the network in the open. Set dashboard.tls, or listen on 127.0.0.1 behind a proxy that has a certificate.';
    const nobody =
      'The dashboard listens on 0.0.0.0:7811 and [::]:7812, and nobody can sign in there: no [[access]] has a password or token. `invigil password alice` makes one.';
    expect(await notes(listen + alice)).toEqual([plain, nobody]);
    expect(await notes(listen + withToken)).toEqual([plain]);
    expect(await notes(`${listen}tls = { certificate = "c", key = "k" }\n${withToken}`)).toEqual([]);
    expect(await notes('[dashboard]\nlisten = ["127.0.0.2:7810", "[::1]:7810"]')).toEqual([]);
  });

  test('metrics', async () => {
    expect(await notes('[metrics]\nlisten = ["10.0.0.7:9101"]')).toEqual([
      'Metrics on 10.0.0.7:9101 can be read by everybody who reaches that address: without a sign-in, and without TLS.',
    ]);
  });

  test('a topic that is easily guessed, and a token without TLS', async () => {
    const ntfy = (server: string, topic: string, more = '') =>
      notes(`[[alerts.to]]\nkind = "ntfy"\nserver = "${server}"\ntopic = "${topic}"\n${more}`);
    const token = 'token = { env = "T" }';
    expect(await ntfy('https://ntfy.sh', 'lantern')).toEqual([
      expect.stringContaining('whoever guesses the topic "lantern" reads every alert'),
    ]);
    expect(await ntfy('https://ntfy.sh', 'lantern-3f9c')).toEqual([]);
    expect(await ntfy('https://ntfy.sh', 'lantern', token)).toEqual([]);
    expect(await ntfy('http://127.0.0.1:80', 'lantern', token)).toEqual([]);
    expect(await ntfy('http://ntfy.lan', 'lantern-3f9c', token)).toEqual([
      'Receiver ntfy: its token crosses the network in the open, because http://ntfy.lan is without TLS.',
    ]);
  });

  test('addresses and headers of webhooks that are secret', async () => {
    const hook = (url: string, more = '') => notes(`[[alerts.to]]\nkind = "webhook"\nurl = "${url}"\n${more}`);
    const [note = ''] = await hook('https://chat.example.org/hooks/T0A1B2C3/q8ZkT3vXw91LmN4pR7sY');
    expect(note).toContain('Receiver webhook: its address at chat.example.org looks like a secret.');
    expect(note).not.toContain('q8Zk');
    expect(await hook('https://example.org/alerts/of/the/exhibition-of-2026')).toEqual([]);
    expect(await hook('http://example.org/', 'headers = { X-Key = { env = "K" } }')).toEqual([
      'Receiver webhook: its secret headers cross the network in the open, because http://example.org is without TLS.',
    ]);
  });

  test('a password and a token that are not there, or open to others', async () => {
    const people = `${alice}password = { file = "${folder}/p" }\ntoken = { file = "${folder}/t" }`;
    expect(await notes(people)).toEqual([
      `alice cannot sign in over the network: ${folder}/p is not there. Write it with: invigil password alice.`,
      `alice has no token: ${folder}/t is not there. Make one with: invigil token alice.`,
    ]);
    writeFileSync(join(folder, 'p'), await makePinLine('whatever'), { mode: 0o600 });
    writeFileSync(join(folder, 't'), makeToken(), { mode: 0o644 });
    expect(await notes(people)).toEqual([`${folder}/t can be read by other accounts: chmod 600 ${folder}/t`]);
  });
});

describe('the overlay', () => {
  const pin = '[[access]]\nname = "floor"\nrole = "staff"\npin = { file = "secrets/floor.pin" }\n';
  const env = pin.replace('file = "secrets/floor.pin"', 'env = "FLOOR_PIN"');
  const wall = '[service.wall]\nrole = "display"\ncommand = "wall"\n';
  const screen = '[service.screen]\nurl = "http://127.0.0.1/"\n';

  test('keys and taps do not reach it over a program', async () => {
    const note =
      'service.wall is a program of its own: over it neither hotkey nor corner taps open the overlay. Bind a key of the compositor to `invigil overlay`.';
    expect(await notesOn(exhibitOf(exhibitWith(wall + screen + env)), folder)).toEqual([note]);
    expect(await notesOn(exhibitOf(exhibitWith(`${wall}${env}[overlay]\nhotkey = "none"`)), folder)).toEqual([note]);
    expect(await notesOn(exhibitOf(exhibitWith(`${wall}${env}[overlay]\nhotkey = "none"\ncorner.where = "none"`)), folder)).toEqual([]);
    expect(await notesOn(exhibitOf(exhibitWith(screen + env)), folder)).toEqual([]);
  });

  test('nobody can sign in where there is no PIN', async () => {
    const note = (name: string) => `Nobody can sign in on the screen: no [[access]] has a pin. \`invigil pin ${name}\` makes one.`;
    expect(await notesOn(exhibitOf(exhibitWith(screen)), folder)).toEqual([note('floor')]);
    const people = '[[access]]\nname = "eve"\nrole = "view"\n[[access]]\nname = "ann"\nrole = "staff"\n';
    expect(await notesOn(exhibitOf(exhibitWith(screen + people)), folder)).toEqual([note('ann')]);
    expect(await notesOn(exhibitOf(exhibitWith('')), folder)).toEqual([]);
  });

  test('a PIN that is not there, is none, or is open to others', async () => {
    writeFileSync(join(folder, 'exhibit.toml'), exhibitWith(screen + pin));
    const notes = async () => {
      const loaded = await loadExhibit({ path: folder, configHome: folder });
      if (!loaded.ok) throw new Error('not a right exhibit');
      return notesOn(loaded.exhibit, folder);
    };
    const file = join(folder, 'invigil/lantern/secrets/floor.pin');
    const help = 'Write it with: invigil pin floor.';
    expect(await notes()).toEqual([`floor cannot sign in on the screen: ${file} is not there. ${help}`]);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '8341\n', { mode: 0o600 });
    expect(await notes()).toEqual([`floor cannot sign in on the screen: ${file} holds no line of a PIN. ${help}`]);
    writeFileSync(file, `${await makePinLine('8341')}\n`);
    expect(await notes()).toEqual([]);
    chmodSync(file, 0o640);
    expect(await notes()).toEqual([`${file} can be read by other accounts: chmod 600 ${file}`]);
  });
});
