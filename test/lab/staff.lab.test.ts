/** Staff at a whole exhibit: real keys and clicks, the real PIN pad, the real supervisor, and what came of it in its log. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePinLine } from '../../electron/access/pin-line.ts';
import { Exhibit } from '../shell/exhibit.ts';
import { bundle } from '../support/bundle.ts';
import { theElectron } from '../support/electron.ts';
import { describeWith, missingForShell } from '../support/needs.ts';
import { Hands } from './hands.ts';
import { Stage } from './stage.ts';

const PAGE = { red: 0x9a, green: 0x30, blue: 0x60 };
const PIN = '471188';
const SIZE = [1280, 720] as const;
/** `Restart exhibit`, the first of the actions at the right. */
const RESTART_EXHIBIT = [1055, 52] as const;

describeWith('staff at the screen', missingForShell, () => {
  const exhibit = new Exhibit(PAGE);
  let stage: Stage;
  let hands: Hands;

  beforeAll(async () => {
    bundle();
    await exhibit.open();
    const toml = `[service.core]\ncommand = "sleep 1000"\n[service.display]\nurl = "${exhibit.url}"\n
[[access]]\nname = "floor"\nrole = "staff"\npin = { file = "secrets/floor.pin" }\n`;
    stage = await Stage.open(theElectron(), toml, {}, SIZE.join('x'));
    const secrets = join(stage.folder, 'config/invigil/test/secrets');
    mkdirSync(secrets, { recursive: true, mode: 0o700 });
    writeFileSync(join(secrets, 'floor.pin'), await makePinLine(PIN), { mode: 0o600 });
    const { uid, gid } = statSync(join(stage.folder, 'state'));
    execFileSync('chown', ['-R', `${uid}:${gid}`, join(stage.folder, 'config')]);
    hands = new Hands(stage.session, SIZE);
    await stage.start();
    await stage.reaches('core running, display running');
  });
  afterAll(async () => {
    await hands?.close();
    await stage?.remove();
    await exhibit.close();
  });

  const logged = (text: string) => stage.until(`the log says: ${text}`, () => stage.log('invigil').includes(text));
  const seesPage = async () => {
    const { red, green, blue } = await stage.session.pixel(20, 20);
    return Math.abs(red - PAGE.red) + Math.abs(green - PAGE.green) + Math.abs(blue - PAGE.blue) <= 6;
  };

  it('open the overlay with a key, are known by their PIN, restart the exhibit, and leave it as it was', async () => {
    const { instance } = await stage.service('core');
    await hands.keys('-M', 'ctrl', '-M', 'alt', '-k', 'i');
    await stage.until('the overlay covers the page', async () => !(await seesPage()));
    await hands.keys(PIN, '-k', 'Return');
    await logged('floor signed in at the screen as staff');
    await stage.shot('staff-signed-in');
    await stage.until('the exhibit is restarted', async () => {
      hands.mouse(`click ${RESTART_EXHIBIT.join(' ')}`);
      return (await stage.service('core')).instance !== instance;
    });
    expect(stage.log('invigil')).toMatch(/floor \(screen\) asked to restart the exhibit: done/);
    await stage.reaches('core running, display running');
    await hands.keys('-k', 'Escape');
    await stage.until('the page alone is on the screen', seesPage);
    expect(stage.log('invigil')).not.toContain(PIN);
  });

  it('are told to wait after wrong PINs, and get nowhere', async () => {
    const { status } = await stage.command('overlay');
    expect(status).toBe(200);
    await stage.until('the overlay covers the page', async () => !(await seesPage()));
    for (let tries = 0; tries < 4; tries += 1) await hands.keys('111222', '-k', 'Return');
    await logged('somebody typed a wrong PIN at the screen (3 of late)');
    await stage.shot('staff-wait');
    await hands.keys('-k', 'Escape');
    await stage.until('the page alone is on the screen', seesPage);
  });
});
