/** Writes docs/policy-table.md from the policy's table itself: `node build/policy-table.ts`. */
import { writeFileSync } from 'node:fs';
import { TABLE } from '../electron/supervisor/policy/table.ts';

const STATES = ['starting', 'running', 'stopping'] as const;

/** `startFailed` -> `start failed`. */
const words = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

export function tablePage(): string {
  const rows = Object.entries(TABLE).map(([event, row]) => {
    const cells = STATES.map((state) => words(row[state].name));
    return `| \`${event}\` | late | late | ${cells.join(' | ')} | late | late |`;
  });
  return `# The table of states and events

Made from \`electron/supervisor/policy/table.ts\` by \`node build/policy-table.ts\`; each cell is the name of the function there that
says what happens and why. \`late\`: the state has no instance, so an event about one is a late one and is ignored; so is an event of an
instance that is no longer current. What a \`url\` service does while its page is held, given or shown is in the same functions.

| event | stopped | waiting | starting | running | stopping | backing-off | failed |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

What comes by time, and not by an event about an instance:

| state | falls due | what follows |
| --- | --- | --- |
| starting | \`startup\` since the start, prolonged by \`busy\` | restarted as frozen; without a heartbeat: ready after 1 s |
| running | \`timeout\` since the last beat; \`stall\` since the progress moved; a page not shown within \`startup\` | frozen: \`on_freeze\`, then the kill; stalled: asked to end |
| running | ready for \`storm.within\` | the backoff starts again at \`first\` |
| stopping | \`stop.grace\`; 1 s after \`on_freeze\`; 10 s after the kill | the kill; the kill; people are told that it will not die |
| backing-off | the wait of the backoff | the restart, or, in a storm, the next rung |
| failed | 60 s, or \`backoff.max\` after a storm | tried again |
| waiting | the same condition missing for 5 min | people are told once, and again when that is over |
| stopped, waiting | nothing else | a person, the hours, a condition or another service moves them |
`;
}

if (import.meta.main) writeFileSync(new URL('../docs/policy-table.md', import.meta.url), tablePage());
