import * as z from 'zod';
import { busy } from './busy.ts';
import { command } from './command.ts';
import { condition } from './condition.ts';
import { heartbeat } from './heartbeat.ts';
import { limits } from './limits.ts';
import { log } from './log.ts';
import { computed, mean, table } from './meaning.ts';
import { output } from './output.ts';
import { pageKeys } from './page.ts';
import { serviceBackoff, serviceStorm } from './patience.ts';
import { duration } from './quantity.ts';
import { ready } from './ready.ts';
import { stop } from './stopping.ts';
import { argument, choice, list, name, path, whole } from './values.ts';

/** The roles; a service whose name is one of them has it unless the file says otherwise. */
export const ROLES = ['core', 'display', 'audio', 'other'] as const;

const address = mean(z.string().max(2048).refine(isAddress), {
  wanted: 'an address in quotes that begins with http://, https:// or file://, like "http://127.0.0.1:3000/"',
});

function isAddress(text: string): boolean {
  return ['http:', 'https:', 'file:'].includes(URL.parse(text)?.protocol ?? '');
}

const environment = mean(z.record(z.string(), argument(0, 'info')), {
  wanted: 'a table of variables, like { LOG_LEVEL = "info" }',
  names: 'VARIABLE',
});

/** `[service.NAME]`: one supervised program, or one page shown by the shell. */
export const service = table({
  role: computed(choice(ROLES), 'the name when it is a role, else `"other"`').describe('What it is for the visitor.'),
  command: command().optional().describe('The program. As one text it is split into words like a shell would; no shell is run.'),
  url: address.optional().describe('Instead of `command`: a page that the shell shows full screen.'),
  directory: path('.').prefault('.').describe('The folder in which it runs, relative to the folder of `exhibit.toml`.'),
  environment: environment.prefault({}).describe('Variables for its environment.'),
  environment_file: path('.env').optional().describe('A file with further variables, one `NAME=value` a line; `environment` wins over it.'),
  before: list(command(), 'commands', '[["rm", "-f", "/dev/shm/frames"]]', 100)
    .prefault([])
    .describe('Commands that are run to the end, in order, before every start. If one fails, the start has failed.'),
  wait_for: computed(
    list(condition, 'conditions', '["network", { device = "/dev/ttyACM0" }]', 100),
    '`["session"]` for a display, else `[]`',
  ).describe('What has to be there before it starts. A display waits for the session without saying so.'),
  after: list(name('core'), 'names of services', '["core"]', 100).prefault([]).describe('Not started before these services are ready.'),
  with: list(name('core'), 'names of services', '["core"]', 100).prefault([]).describe('Restarted when one of these services is.'),
  restart: choice(['always', 'on-failure', 'never'])
    .prefault('always')
    .describe('When it is started again after its end; `never`: a one-shot.'),
  give_up: list(whole(1, 255, 78), 'exit statuses', '[78]', 255)
    .prefault([78])
    .describe('Exit statuses that a restart cannot mend.'),
  escalate: computed(choice(['exhibit', 'service']), '`"exhibit"` for core and display, else `"service"`').describe(
    'After a storm of restarts: `exhibit` takes the next rung of the ladder, `service` only gives this service up for a while.',
  ),
  heartbeat: heartbeat.describe('How it shows that it lives.'),
  ready: ready.optional().describe('Another way to tell that it is ready. Left out: its heartbeat tells.'),
  limits: limits.describe('How much it may use.'),
  busy: busy.describe('How long it may ask for patience.'),
  stop: stop.describe('How it is ended.'),
  log: log.describe('How much of its output is kept.'),
  backoff: computed(serviceBackoff, 'that of [recovery]').describe('Waits between its unplanned restarts.'),
  storm: computed(serviceStorm, 'that of [recovery]').describe('How many unplanned restarts are too many.'),
  load_timeout: duration('1s', '1h', '30s').prefault('30s').describe('With `url` only: time allowed until the page is shown.'),
  ...pageKeys,
  output: output.optional().describe('Of a display: the screen on which it stands. Left out: where the compositor puts it.'),
}).describe('One supervised program, or one page that the shell shows.');
