/** One incident whole, as a document for people. Pure. */
import type { IncidentDocument } from '../documents/incident.ts';
import type { Words } from '../documents/words/words.ts';
import type { StoredIncident } from '../history/history.ts';
import { type Incident, incidentSchema, type SeenProcess } from '../incident/record.ts';
import { plainText } from '../log/text.ts';
import { listed } from './incidents-document.ts';
import type { Snapshot } from './snapshot.ts';
import { type Layout, story } from './story/story.ts';

/** As on a terminal that says nothing of itself. */
const PLAIN: Layout = { width: 80, dim: String, bold: String };

/** `now`: milliseconds since 1970. What another version wrote is told as far as it is understood. */
export function incidentDocument(stored: StoredIncident, services: Snapshot['services'], now: number, words: Words): IncidentDocument {
  const { number, hasPicture } = stored;
  const head = listed(stored, services, words);
  const incident = incidentSchema.safeParse(stored.document).data;
  if (incident === undefined) return { ...head, story: head.what, tails: [], stack: null };
  return { ...head, story: story({ number, incident, hasPicture }, PLAIN, now), tails: tails(incident), stack: stack(incident) };
}

function tails({ evidence }: Incident): IncidentDocument['tails'] {
  return evidence.tails.map(({ at, lines }) => ({
    at: Math.round(at),
    lines: lines.map((line) => ({ at: Math.round(line.at), stream: line.stream, text: plainText(line.text) })),
  }));
}

function stack({ evidence }: Incident): string | null {
  return evidence.processes.length === 0 ? null : evidence.processes.map(standing).join('\n');
}

function standing({ pid, name, state, waitsIn, kernelStack }: SeenProcess): string {
  const first = `${pid}  ${name}  ${state}${waitsIn === null ? '' : `, in ${waitsIn}`}`;
  return [first, ...kernelStack.map((frame) => `  ${frame}`)].join('\n');
}
