/** What can be read through the API. */
import { type Asked, type Resource, Unreadable } from '../api/door.ts';
import { type Alerts, alertsSchema } from '../documents/alerts.ts';
import { incidentsSchema } from '../documents/incidents.ts';
import { type LogLines, logLinesSchema } from '../documents/log-lines.ts';
import { type Machine, machineSchema } from '../documents/machine.ts';
import { overviewSchema } from '../documents/overview.ts';
import { type Sound, soundSchema } from '../documents/sound.ts';
import { statusSchema } from '../documents/status.ts';
import { en } from '../documents/words/en.ts';
import { fill } from '../documents/words/fill.ts';
import { translate } from '../documents/words/translate.ts';
import type { Words } from '../documents/words/words.ts';
import { healthReportSchema } from '../health/document.ts';
import type { Health } from '../health/health.ts';
import { OWN_LOG } from '../log/read.ts';
import type { LogSearch } from '../log/search/search.ts';
import { plainText } from '../log/text.ts';
import { fromHistory } from './from-history.ts';
import { incidentsDocument, LISTED, LISTED_KEYS } from './incidents-document.ts';
import { lastLines } from './last-lines.ts';
import { logResources } from './log-resources.ts';
import type { OpenRecorder } from './open-recorder.ts';
import { type Beside, overview } from './overview.ts';
import { pastResources } from './past-resources.ts';
import type { Snapshot } from './snapshot.ts';
import { statusJson } from './status-json.ts';

/** So many lines of a service are handed out, each cut to so many characters: about 100 kB at most for people who look at a screen. */
const LINES = 200;
const LINE_CHARACTERS = 500;

export interface ReadableParts {
  readonly snapshot: () => Snapshot;
  readonly health: Health;
  readonly besides: () => Promise<(service: string) => Beside>;
  readonly machine: () => Promise<Machine>;
  readonly sound: () => Promise<Sound>;
  readonly recorder: Pick<OpenRecorder, 'history' | 'camera' | 'screenshots'>;
  /** Never rejects. */
  readonly alerts: () => Promise<Alerts>;
  /** `log` in the state folder. */
  readonly logFolder: string;
  readonly logs: Pick<LogSearch, 'find' | 'follow'>;
}

export function resources({
  snapshot,
  health,
  besides,
  machine,
  sound,
  recorder,
  alerts,
  logFolder,
  logs,
}: ReadableParts): readonly Resource[] {
  const { history, camera, screenshots } = recorder;
  const known = (service: string | undefined): string => {
    if (service === OWN_LOG || snapshot().services.some(({ name }) => name === service)) return service ?? OWN_LOG;
    throw new Unreadable('unknown-service', `There is no service "${service}".`);
  };
  return [
    { name: 'status', summary: 'The exhibit and its services.', schema: statusSchema, read: () => statusJson(snapshot()) },
    {
      name: 'overview',
      summary: 'The status, with the words for people.',
      schema: overviewSchema,
      read: async (_, words) => overview(snapshot(), Date.now(), await besides(), words),
    },
    { name: 'health', summary: 'The health documents.', schema: healthReportSchema, read: () => health.current(snapshot()) },
    { name: 'machine', summary: 'The machine below the exhibit.', schema: machineSchema, read: machine },
    { name: 'sound', summary: 'The volume.', schema: soundSchema, read: async (_, words) => said(await sound(), words) },
    {
      name: 'incidents',
      summary: 'What failed lately.',
      schema: incidentsSchema,
      read: async (_, words) => incidentsDocument(await fromHistory(history.recent(LISTED, LISTED_KEYS)), snapshot().services, words),
    },
    { name: 'alerts', summary: 'Who is told, what waits to be sent, and what was sent.', schema: alertsSchema, read: alerts },
    ...pastResources(history, snapshot),
    {
      name: 'incidents/:number/picture',
      summary: 'The screen as it was at an incident.',
      schema: null,
      async read({ number }) {
        const image = /^[1-9]\d{0,9}$/.test(number ?? '') ? await fromHistory(history.picture(Number(number))) : null;
        if (image === null) throw new Unreadable('not-found', `There is no picture of an incident ${number}.`);
        return image;
      },
    },
    ...logResources(logs, snapshot),
    {
      name: 'logs/:service',
      summary: 'The newest lines of one service.',
      schema: logLinesSchema,
      read: ({ service }) => logLines(logFolder, known(service)),
    },
    {
      name: 'screenshot',
      summary: 'The screen as it is now; with ?service=NAME that of one service.',
      schema: null,
      async read({ service }: Asked) {
        const picture = await camera.now(service === undefined ? null : known(service));
        if ('image' in picture) return picture.image;
        throw new Unreadable('refused', fill(en.remarks.noPicture, { why: picture.none }));
      },
    },
    {
      name: 'screenshots/:file',
      summary: 'A picture that the command screenshot has kept.',
      schema: null,
      async read({ file = '' }) {
        const image = await screenshots.read(file);
        if (image === null) throw new Unreadable('not-found', fill(en.remarks.noSuchPicture, { file }));
        return image;
      },
    },
  ];
}

/** The sound, or why there is none in the reader's language. */
function said(sound: Sound, words: Words): Sound {
  return sound.available ? sound : { ...sound, reason: translate(sound.reason, words) };
}

async function logLines(folder: string, service: string): Promise<LogLines> {
  const lines = await lastLines(folder, service, LINES);
  return {
    service,
    lines: lines.map(({ time, stream, text }) => ({ time: time.toISOString(), stream, text: plainText(text).slice(0, LINE_CHARACTERS) })),
  };
}
