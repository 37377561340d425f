import type { InstanceEvent } from './policy/event.ts';
import type { State } from './policy/state.ts';

/** What of an instance's life is marked in the log of its service; null: nothing. */
export function instanceNote(event: InstanceEvent, { services }: State): string | null {
  switch (event.type) {
    case 'spawned':
      return `started, process ${event.pid}`;
    case 'ready':
      return 'ready';
    case 'shown':
      return services.some(({ plan }) => plan.name === event.service && plan.hidden)
        ? 'out of sight: the displays are ready'
        : 'the page is shown';
    case 'exited':
      return event.signal === null ? `ended with exit status ${event.code ?? 'unknown'}` : `ended by ${event.signal}`;
    default:
      return null;
  }
}
