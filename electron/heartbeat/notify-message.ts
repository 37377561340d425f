/** One sd_notify datagram: assignments, one a line. */

export type NotifyWord =
  | { readonly kind: 'ready' | 'alive' | 'fatal' | 'stopping' | 'reloading' | 'main-pid' }
  | { readonly kind: 'status'; readonly text: string }
  | { readonly kind: 'timeout' | 'extend'; readonly ms: number }
  | { readonly kind: 'malformed'; readonly line: string };

/** Reads the assignments in their order; those that mean nothing here are left out. */
export function readNotify(text: string): readonly NotifyWord[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    const at = line.indexOf('=');
    return at < 1 ? [{ kind: 'malformed', line }] : read(line.slice(0, at), line.slice(at + 1), line);
  });
}

function read(key: string, value: string, line: string): NotifyWord[] {
  const malformed: NotifyWord[] = [{ kind: 'malformed', line }];
  const flag = (kind: 'ready' | 'stopping' | 'reloading'): NotifyWord[] => (value === '1' ? [{ kind }] : malformed);
  switch (key) {
    case 'READY':
      return flag('ready');
    case 'STOPPING':
      return flag('stopping');
    case 'RELOADING':
      return flag('reloading');
    case 'STATUS':
      return [{ kind: 'status', text: value }];
    case 'MAINPID':
      return [{ kind: 'main-pid' }];
    case 'WATCHDOG':
      if (value === '1') return [{ kind: 'alive' }];
      return value === 'trigger' ? [{ kind: 'fatal' }] : malformed;
    case 'WATCHDOG_USEC':
    case 'EXTEND_TIMEOUT_USEC': {
      const ms = /^\d{1,15}$/.test(value) ? Number(value) / 1000 : 0;
      return ms > 0 ? [{ kind: key === 'WATCHDOG_USEC' ? 'timeout' : 'extend', ms }] : malformed;
    }
    default:
      return [];
  }
}
