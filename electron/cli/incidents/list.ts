/** Incidents as a list, the newest last, in 80 columns. Pure. */
import type { Incident } from '../../incident/record.ts';
import { withoutMs } from '../../incident/story.ts';
import type { Told } from '../../supervisor/story/story.ts';
import { shortTime } from '../../supervisor/story/times.ts';
import { shortly } from '../../supervisor/story/words.ts';
import { duration, list } from '../../supervisor/words.ts';
import { type Look, wrap } from '../terminal.ts';

const GAP = '  ';

export function incidentList(told: readonly Told[], look: Look, now: number): string {
  const rows = told.map(({ number, incident }) => ({
    open: incident.outcome === null,
    cells: [
      String(number),
      shortTime(incident.detectedAt),
      incident.service ?? '-',
      duration(withoutMs(incident, now)),
      incident.outcome ?? 'open',
    ],
    what: shortly(incident.cause),
  }));
  const titles = ['No.', 'When', 'Service', 'Without', 'Ended'];
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)));
  const room = look.width - widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const line = (cells: readonly string[], what: string) => {
    const padded = cells.map((cell, column) =>
      column === 0 || column === 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    const words = what.length <= room ? what.padEnd(room) : `${what.slice(0, room - 1)}…`;
    return [...padded.slice(0, 3), words, ...padded.slice(3)].join(GAP).trimEnd();
  };
  return [
    ...wrap(
      sentence(
        told.map(({ incident }) => incident),
        now,
      ),
      look.width,
    ).map(look.bold),
    '',
    look.dim(line(titles, 'What')),
    ...rows.map(({ cells, what, open }) => (open ? look.tint('error', line(cells, what)) : line(cells, what))),
    '',
    look.dim('The story of one: invigil incidents NUMBER'),
  ].join('\n');
}

/** Is it all right now. */
function sentence(incidents: readonly Incident[], now: number): string {
  const open = incidents.filter(({ outcome }) => outcome === null);
  if (open.length === 0) return 'No incident is open.';
  const each = open.map((incident) => `${incident.service ?? 'the supervisor'}, for ${duration(withoutMs(incident, now))}`);
  return `${open.length === 1 ? 'One incident is' : `${open.length} incidents are`} open: ${list(each)}.`;
}
