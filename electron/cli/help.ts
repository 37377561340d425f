/** One example from real life, for the end of a command's help. */
export function example(line: string, when: string): string {
  return `\nExample, ${when}:\n  ${line}\n`;
}

/** Options that every command takes, wherever they stand. */
export interface GlobalOptions {
  readonly exhibit?: string;
}
