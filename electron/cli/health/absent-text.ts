/** What is known of an exhibit whose supervisor does not answer, for people. Pure. */
import { shortTime } from '../../supervisor/story/times.ts';
import { duration, list } from '../../supervisor/words.ts';
import type { Absent } from './absent.ts';

const LABEL = 15;

/** `said`: why nobody answers. */
export function absentText(said: string, { unit, processes, files, last_known }: Absent): string {
  const rows: readonly (readonly [label: string, lines: readonly string[]])[] = [
    ['systemd', [unit === null ? 'it does not run here, or has no unit for this exhibit' : `the unit is ${unit}`]],
    ['Processes', [processes.length === 0 ? 'none is left' : list(processes.map(({ service, pid }) => `${service} (${pid})`))]],
    [
      'Health files',
      files.map(({ path, age_ms, overall_status }) => `${overall_status ?? 'unreadable'}, ${duration(age_ms)} old: ${path}`),
    ],
    ['Last known', last_known.map(lastWords)],
  ];
  return [`UNKNOWN: ${said}`, '', ...rows.flatMap(([label, lines]) => labelled(label, lines.length === 0 ? ['none'] : lines))].join('\n');
}

function lastWords({ at, service, state, health, reason }: Absent['last_known'][number]): string {
  const what = service === null && state === 'off' ? 'the supervisor ended' : `${service ?? 'the exhibit'} ${state}`;
  const troubled = health === 'healthy' || health === 'unknown' ? '' : `, ${health}`;
  return `${shortTime(at)}  ${what}${troubled}${reason === null ? '' : `: ${reason}`}`;
}

function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((line, place) => `${(place === 0 ? label : '').padEnd(LABEL)}${line}`);
}
