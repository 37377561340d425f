import type { InstanceEvent } from './policy/event.ts';

/** What of an instance's life is marked in the log of its service; null: nothing. */
export function instanceNote(event: InstanceEvent): string | null {
  switch (event.type) {
    case 'spawned':
      return `started, process ${event.pid}`;
    case 'ready':
      return 'ready';
    case 'shown':
      return 'the page is shown';
    case 'exited':
      return event.signal === null ? `ended with exit status ${event.code ?? 'unknown'}` : `ended by ${event.signal}`;
    default:
      return null;
  }
}
