/** A whole exhibit whose display is a program of its own: when the hidden shell of real Electron covers it, and gives the screen back. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundle } from '../support/bundle.ts';
import { theElectron } from '../support/electron.ts';
import { describeWith, missingForShell } from '../support/needs.ts';
import type { Colour } from '../support/wayland.ts';
import { Hands } from './hands.ts';
import { Stage } from './stage.ts';

const HOLDING = { red: 0x20, green: 0x40, blue: 0x70 };
const PROGRAM = { red: 0xcc, green: 0x00, blue: 0x00 };
/** The program's window opens when this file is there: until then its start is under way. */
const GO = 'go';
const TOML = `colour = "#204070"
[recovery]
ladder = ["safe-mode"]
storm = { restarts = 1, within = "10m" }
[service.wall]
role = "display"
before = [["sh", "-c", "until test -e ${GO}; do sleep 0.05; done"]]
command = "/usr/bin/python3 window.py wall cc0000 --fullscreen"
`;

describeWith('a display that is a program', missingForShell, () => {
  let stage: Stage;
  let hands: Hands;

  beforeAll(async () => {
    bundle();
    const window = readFileSync(join(import.meta.dirname, '../fixtures/window.py'), 'utf8');
    stage = await Stage.open(theElectron(), TOML, { 'window.py': window });
    hands = new Hands(stage.session, [1280, 720]);
    await stage.start();
  });
  afterAll(async () => {
    await hands?.close();
    await stage?.remove();
  });

  const isSeen = async ({ red, green, blue }: Colour) => {
    const seen = await stage.session.pixel(20, 20);
    return Math.abs(seen.red - red) + Math.abs(seen.green - green) + Math.abs(seen.blue - blue) <= 6;
  };
  const seesHolding = () => stage.until('the holding page', () => isSeen(HOLDING));
  const seesProgram = () => stage.until('the program', () => isSeen(PROGRAM));
  const logged = (text: string) => stage.until(`the log says: ${text}`, () => stage.log('invigil').includes(text));

  it('is covered by the holding page until it is ready', async () => {
    await seesHolding();
    await stage.shot('hidden-shell-start');
    writeFileSync(join(stage.folder, 'exhibit', GO), '');
    await seesProgram();
    await stage.reaches('wall running, shell running');
  });

  it('has the overlay over it, full screen, and its screen back after it', async () => {
    expect((await stage.command('overlay')).status).toBe(200);
    await logged('overlay opened by command on shell');
    // For a moment the holding page is seen below it.
    await stage.until('it is seen', async () => !(await isSeen(PROGRAM)) && !(await isSeen(HOLDING)));
    await stage.shot('hidden-shell-overlay');
    await hands.keys('-k', 'Escape');
    await logged('overlay closed on shell');
    await seesProgram();
  });

  it('is covered while it is stopped', async () => {
    const shell = await stage.shell('shell');
    await stage.command('stop', { service: 'wall' });
    await seesHolding();
    await stage.reaches('wall stopped, shell stopped');
    expect((await stage.status()).state).toBe('stopped');
    await stage.command('start', { service: 'wall' });
    await seesProgram();
    expect(await stage.shell('shell')).toBe(shell);
  });

  it('is covered in safe mode, and has its screen back when a person resumes', async () => {
    for (let times = 0; times < 2; times += 1) {
      await stage.reaches('wall running, shell running');
      process.kill((await stage.service('wall')).pid ?? 0, 'SIGKILL');
      await stage.until('its end is seen', async () => (await stage.service('wall')).state !== 'running');
    }
    await stage.until('safe mode', async () => (await stage.status()).state === 'safe-mode');
    await seesHolding();
    await stage.shot('hidden-shell-safe-mode');
    await stage.command('resume');
    await seesProgram();
    await stage.reaches('wall running, shell running');
  });
});
