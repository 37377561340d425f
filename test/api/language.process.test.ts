/** The API speaks to people in the language that they ask for; the audit and the log stay English. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { overviewSchema } from '../../electron/documents/overview.ts';
import { padSchema } from '../../electron/documents/sign-in.ts';
import { ask, openTestDoors } from './doors.ts';

let doors: Awaited<ReturnType<typeof openTestDoors>>;

beforeEach(async () => {
  doors = await openTestDoors();
});
afterEach(() => doors.close());

const get = (path: string, language: string) =>
  ask(doors.socketPath, 'GET', `/api/v1/${path}`, { headers: { 'accept-language': language } });
const german = (command: string, args: object) =>
  ask(doors.socketPath, 'POST', `/api/v1/commands/${command}`, { headers: { 'accept-language': 'de' }, body: JSON.stringify(args) });

it.each([
  ['de', 'Alles läuft.'],
  ['de-AT,de;q=0.9,en;q=0.5', 'Alles läuft.'],
  ['tlh, de;q=0.9', 'Alles läuft.'],
  ['en-GB, de', 'Everything is running.'],
  ['*', 'Everything is running.'],
  ['', 'Everything is running.'],
])('%j: %s', async (language, text) => {
  expect(overviewSchema.parse((await get('overview', language)).body).sentence.text).toBe(text);
});

it('a reader that asks for none hears English', async () => {
  const { body } = await ask(doors.socketPath, 'GET', '/api/v1/overview');
  expect(overviewSchema.parse(body).sentence.text).toBe('Everything is running.');
});

it('the sentence at the PIN pad too', async () => {
  doors.screen.pins = false;
  expect(padSchema.parse((await get('sign-in', 'de')).body).sentence?.text).toBe('Alles läuft.');
});

it('refusals too, while their audit stays English', async () => {
  doors.port.refusal = 'The exhibit is in safe mode. Resume it, or restart the whole exhibit.';
  expect(await german('restart', { service: 'audio' })).toMatchObject({
    status: 409,
    body: { detail: 'Das Exponat ist im sicheren Betrieb. Bitte diesen verlassen oder das ganze Exponat neu starten.' },
  });
  expect(doors.audit.map(({ line }) => line).join()).toContain('refused (The exhibit is in safe mode.');
  expect(await german('restart', { service: 'adio' })).toMatchObject({
    body: { detail: 'Es gibt keinen Dienst „adio“. Ist „audio“ gemeint? Es gibt: core, audio, display.' },
  });
  expect(await german('reboot', {})).toMatchObject({ status: 428, body: { detail: '„reboot“ ist innerhalb von 30 s zu bestätigen.' } });
  expect(await get('screenshot', 'de')).toMatchObject({ status: 409 });
});
