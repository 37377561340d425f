/** Where this room tells what is nobody's event: an oddity of the machine, for the supervisor's log. */
export type Log = (level: 'info' | 'warning' | 'error', message: string) => void;
