/** How often the machine went down, who wanted it and what came of it: below the list of incidents. */
import { readFileSync } from 'node:fs';
import { LADDER, type Reboot, rebootLogSchema } from '../../store/reboot-log.ts';
import { shortTime } from '../../supervisor/story/times.ts';
import { capital } from '../../supervisor/words.ts';
import { type Look, wrap } from '../terminal.ts';

/** A list for people ends with the newest. */
const LAST = 5;
/** What the time takes, and a gap. */
const INDENT = 17;

/** `file`: `reboots.json`. Null: there is nothing to tell. */
export function rebootList(file: string, look: Look): string | null {
  const reboots = readReboots(file);
  if (reboots.length === 0) return null;
  const lines = reboots.slice(-LAST).flatMap((reboot) => {
    const time = shortTime(Date.parse(reboot.at));
    return wrap(rebootWords(reboot), look.width - INDENT).map((line, place) => `${place === 0 ? time : ''}`.padEnd(INDENT) + line);
  });
  return [look.bold('The machine went down, or was to:'), ...lines].join('\n');
}

/** One that cannot be read says nothing: the supervisor tells of a damaged one in its log. */
function readReboots(file: string): readonly Reboot[] {
  try {
    const read = rebootLogSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return read.success ? read.data.reboots : [];
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return [];
    throw error;
  }
}

export function rebootWords({ act, by, service, reason, outcome, refusal, helped }: Reboot): string {
  if (by === null) return `${capital(reason)}.`;
  const what = act === 'reboot' ? 'a reboot' : 'the power off';
  const who = by === LADDER ? `For ${service}, the ladder wanted ${what}: ${reason}.` : `${by} wanted ${what}.`;
  switch (outcome) {
    case 'asked':
      return `${who} It has not come yet.`;
    case 'refused':
      return `${who} It was refused: ${refusal?.replace(/\.$/, '')}.`;
    case 'did-not-come':
      return `${who} It did not come.`;
    case 'came':
      return `${who} It came${by !== LADDER ? '' : helped === null ? '' : helped ? ', and helped' : ', and did not help'}.`;
  }
}
