/** The API under schemathesis, as a measure. */
import { findSchemathesis } from '../support/schemathesis.ts';
import { fuzz, SEED } from './api-fuzz.ts';
import type { Measure, Table } from './table.ts';

/** What a machine that is not to be rebooted cannot do. */
const NOT_HERE: ReadonlySet<string> = new Set(['commandReboot', 'commandPoweroff']);
/** Where those are seen with 2xx at this door, with a logind that is a double. */
const SHOWN_IN = 'test/api/web/whole.process.test.ts';

export const measure: Measure = {
  name: 'schemathesis',
  title: 'What the API is asked that its description allows, and what it does not, by each role and by nobody',
  async run({ short }): Promise<Table> {
    const found = findSchemathesis();
    const columns = ['asked by', 'requests', 'answered 5xx by a bug', 'found wrong'];
    const wanted = '10,000 requests, each operation also seen with 2xx, no 500, nothing done without its role';
    if ('missing' in found) return { wanted, met: false, columns, rows: [], notes: [found.missing] };
    const seen = await fuzz({ short, examples: short ? 3 : 60 }, found.packages);
    const requests = seen.asked.reduce((sum, one) => sum + one.requests, 0);
    const neverDone = seen.neverDone.filter((id) => !NOT_HERE.has(id));
    const clean = seen.asked.every(({ serverErrors, failures }) => serverErrors === 0 && failures.length === 0);
    return {
      wanted,
      met: requests >= 10_000 && clean && neverDone.length === 0 && seen.withoutRole.length === 0 && seen.openToNobody.length === 0,
      columns,
      rows: seen.asked.map(({ guest, requests: count, serverErrors, failures }) => [
        guest,
        `${count}`,
        `${serverErrors}`,
        `${failures.length}`,
      ]),
      notes: [
        `Requests in all: ${requests}, on ${seen.operations} operations. Commands done: ${seen.done}; without their role: ${seen.withoutRole.length}.`,
        `Never answered with 2xx: ${seen.neverDone.join(', ') || 'none'}. This machine is not rebooted: ${SHOWN_IN} shows those with 2xx at this door.`,
        `What nobody may and got: ${seen.openToNobody.join(', ') || 'nothing'}. By chance with the seed ${SEED}.`,
      ],
      ...(clean
        ? {}
        : {
            more: {
              title: 'Found wrong',
              text: seen.asked.flatMap(({ guest, failures }) => failures.map((text) => `- ${guest}: ${text}`)).join('\n'),
            },
          }),
    };
  },
};
