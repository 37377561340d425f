/** Incidents of an exhibit out of its history, checked. */
import { HistoryError, readIncident, readIncidents, type StoredIncident } from '../../history/read.ts';
import { incidentSchema } from '../../incident/record.ts';
import type { Told } from '../../supervisor/story/story.ts';
import { CliError, EXIT } from '../exit.ts';

/** The newest `limit`, oldest first. */
export function readAll(file: string, limit: number, service: string | undefined): Told[] {
  return reading(() => readIncidents(file, { limit, ...(service === undefined ? {} : { service }) }).map(told));
}

/** Null: there is none of this number. */
export function readOne(file: string, number: number): (Told & { readonly picture: Uint8Array | null }) | null {
  return reading(() => {
    const found = readIncident(file, number);
    return found === null ? null : { ...told(found), picture: found.picture };
  });
}

function told({ number, document, hasPicture }: StoredIncident): Told {
  const read = incidentSchema.safeParse(document);
  if (read.success) return { number, incident: read.data, hasPicture };
  throw new HistoryError(`incident ${number} is not as this version of Invigil writes it: another version did`);
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    throw new CliError(EXIT.failed, `${error.message}.\nA damaged history is replaced when the exhibit is started next.`);
  }
}
