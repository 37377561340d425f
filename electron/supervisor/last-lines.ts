import { type LogLine, readLog } from '../log/read.ts';

/** The newest lines of one service, oldest first; none when it has no log. `folder`: `log` in the state folder. */
export async function lastLines(folder: string, service: string, count: number): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of readLog({ folder, services: [service], tail: count })) lines.push(line);
  return lines;
}
