/** `invigil health --history`: from the history's file alone, whether the supervisor runs or not. */
import { join } from 'node:path';
import { durationSchema } from '../../command/duration.ts';
import { HistoryError, readChanges, readStrips } from '../../history/read.ts';
import { CliError, EXIT } from '../exit.ts';
import { lookOf } from '../terminal.ts';
import { LISTED_CHANGES, pastText } from './past-text.ts';

/** As many as are kept. */
const ALL_CHANGES = 20_500;

export interface PastAsked {
  /** Null: all. */
  readonly service: string | null;
  /** As it was written. */
  readonly period: string;
  readonly json: boolean;
}

export function pastAnswer(stateFolder: string, { service, period, json }: PastAsked): string {
  const forMs = durationSchema.safeParse(period);
  if (!forMs.success) throw new CliError(EXIT.usage, `--for ${forMs.error.issues[0]?.message ?? 'is not a duration'}`);
  const to = Date.now();
  const from = to - forMs.data;
  const file = join(stateFolder, 'history.db');
  try {
    const all = readStrips(file, from, to);
    const strips = { ...all, services: all.services.filter(({ name }) => service === null || name === service) };
    const changes = readChanges(file, ALL_CHANGES).filter(
      (change) => change.at >= from && (service === null || change.service === service),
    );
    if (json) return JSON.stringify({ strips, changes });
    return pastText(strips, changes.slice(0, LISTED_CHANGES), lookOf(process.stdout, process.env));
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    throw new CliError(EXIT.failed, `${error.message}.\nA damaged history is replaced when the exhibit is started next.`);
  }
}
