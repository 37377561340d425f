/** Everything that goes into the archive, as it is found: the redaction comes after. */
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatEffective, formatProblems, loadExhibit } from '../../config/index.ts';
import { incidentSchema } from '../../incident/record.ts';
import { story, type Told } from '../../supervisor/story/story.ts';
import { isAlerts, isOverview, isStatus } from '../answers.ts';
import { connect } from '../client.ts';
import { chooseSocket } from '../exhibits.ts';
import { CliError } from '../exit.ts';
import { pastAnswer } from '../health/past.ts';
import { incidentJson } from '../incidents/json.ts';
import { incidentList } from '../incidents/list.ts';
import { readAll, readOne } from '../incidents/read.ts';
import { lookOf } from '../terminal.ts';
import { type Item, textItem } from './item.ts';
import { machineText, unitText, versionsText } from './machine.ts';
import type { Places } from './places.ts';

/** Of each log, the last so much. */
const LOG_BYTES = 2_000_000;
/** Of these the story and the picture; of all others the line in the list and the record. */
const STORIES = 50;
/** How far back it says what each service was. */
const HISTORY = '7d';

/** `clean`: takes secrets out. Stories break lines, so what they are made of is cleaned before. */
export async function collect(places: Places, clean: (text: string) => string): Promise<Item[]> {
  const { name, exhibitFile, config, state } = places;
  return [
    await textItem('versions.txt', versionsText),
    await textItem('machine.txt', () => machineText(state)),
    ...(exhibitFile === null ? [] : [await textItem('exhibit.toml', () => readFileSync(exhibitFile, 'utf8'))]),
    ...(existsSync(join(config, 'site.toml')) ? [await textItem('site.toml', () => readFileSync(join(config, 'site.toml'), 'utf8'))] : []),
    ...(await checked(places)),
    ...(await running(name)),
    ...incidents(places, clean),
    await textItem('history.json', () => `${pastAnswer(state, { service: null, period: HISTORY, json: true })}\n`),
    ...(existsSync(join(state, 'alerts.json'))
      ? [await textItem('alerts-remembered.json', () => readFileSync(join(state, 'alerts.json'), 'utf8'))]
      : []),
    ...(existsSync(join(state, 'reboots.json'))
      ? [await textItem('reboots.json', () => readFileSync(join(state, 'reboots.json'), 'utf8'))]
      : []),
    ...logs(places.log),
    await textItem('unit.txt', async () => (await unitText(name)) ?? 'There is no systemd on this machine.\n'),
  ];
}

/** What is wrong with the file, or the merged file with the place of each value. */
async function checked({ exhibitFile, configHome }: Places): Promise<Item[]> {
  if (exhibitFile === null) return [{ name: 'check.txt', text: 'Which exhibit.toml ran is not known.\n' }];
  const loaded = await loadExhibit({ path: exhibitFile, configHome });
  if (!loaded.ok) return [{ name: 'check.txt', text: `${formatProblems(loaded.problems)}\n` }];
  return [
    { name: 'check.txt', text: `${exhibitFile} is all right.\n` },
    { name: 'effective.toml', text: `${formatEffective(loaded.effective)}\n` },
  ];
}

/** What only a running supervisor knows. */
async function running(name: string): Promise<Item[]> {
  try {
    const health = join(dirname(await chooseSocket(name)), 'health');
    const client = await connect(name);
    const json = (document: unknown) => `${JSON.stringify(document, null, 2)}\n`;
    const documents = readdirSync(health).filter((file) => file.endsWith('.json'));
    return [
      { name: 'status.json', text: json(await client.get('status', isStatus)) },
      { name: 'overview.json', text: json(await client.get('overview', isOverview)) },
      await textItem('alerts.json', async () => json(await client.get('alerts', isAlerts))),
      ...(await Promise.all(documents.map((file) => textItem(`health/${file}`, () => readFileSync(join(health, file), 'utf8'))))),
    ];
  } catch (error) {
    if (error instanceof CliError || (error instanceof Error && 'code' in error))
      return [{ name: 'status.txt', text: `${error.message}\n` }];
    throw error;
  }
}

function incidents({ history }: Places, clean: (text: string) => string): Item[] {
  try {
    const look = lookOf({}, {});
    const now = Date.now();
    const told = readAll(history, Number.MAX_SAFE_INTEGER, undefined).map((one) => cleaned(one, clean));
    if (told.length === 0) return [];
    return [
      { name: 'incidents.txt', text: `${incidentList(told, look, now)}\n` },
      { name: 'incidents.json', text: `${JSON.stringify(told.map(incidentJson))}\n` },
      ...told.slice(-STORIES).flatMap((one): Item[] => {
        const name = `incidents/${one.number}`;
        const picture = readOne(history, one.number)?.picture ?? null;
        return [
          { name: `${name}.txt`, text: `${story(one, look, now)}\n` },
          ...(picture === null ? [] : [{ name: `${name}.${picture[0] === 0xff ? 'jpg' : 'png'}`, bytes: picture }]),
        ];
      }),
    ];
  } catch (error) {
    if (error instanceof CliError) return [{ name: 'incidents.txt', text: `${error.message}\n` }];
    throw error;
  }
}

function cleaned(told: Told, clean: (text: string) => string): Told {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return clean(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return { ...told, incident: incidentSchema.parse(walk(told.incident)) };
}

/** The youngest file of each log, its end; the one before it where that is short. */
function logs(folder: string): Item[] {
  const files = readdirSync(folder).filter((name) => /^[a-z0-9-]+\.log$/.test(name));
  return files.map((file) => {
    const young = tail(join(folder, file), LOG_BYTES);
    const older = existsSync(join(folder, `${file}.1`)) ? tail(join(folder, `${file}.1`), LOG_BYTES - Buffer.byteLength(young)) : '';
    return { name: `logs/${file}`, text: `${older}${young}` };
  });
}

/** The last whole lines of a file. */
function tail(path: string, bytes: number): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const length = Math.min(size, Math.max(0, bytes));
    const buffer = Buffer.alloc(length);
    readSync(file, buffer, 0, length, size - length);
    return buffer.toString('utf8', length < size ? buffer.indexOf('\n') + 1 : 0);
  } finally {
    closeSync(file);
  }
}
