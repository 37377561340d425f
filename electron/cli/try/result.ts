/** What a trial has found out: plain data, for the report, the suggested table and `--json`. Times are milliseconds. */
import type { Heard } from './heard.ts';
import type { Member } from './members.ts';

export interface Trial {
  readonly command: readonly [string, ...string[]];
  /** Where it was run. */
  readonly directory: string;
  /** From its start until it was asked to end, or ended by itself. */
  readonly watchedMs: number;
  /** Null: it never said that it is ready. */
  readonly readyMs: number | null;
  readonly heard: Heard;
  /** PSS of all its processes, in bytes; null: it had ended before it could be looked at. */
  readonly memory: { readonly lastBytes: number; readonly mostBytes: number } | null;
  readonly mostProcesses: number;
  readonly ending: Ending;
  /** Still there and able to write to its output after everything that could be found was killed. */
  readonly escaped: readonly Member[];
  /** Its last lines of output. */
  readonly lastLines: readonly string[];
}

export interface Ending {
  /**
   * `itself`: nobody had asked it to. `background`: its main program ended by itself and others of it lived on.
   * `stopped`: on SIGTERM. `killed`: it did not end on SIGTERM.
   */
  readonly by: 'itself' | 'background' | 'stopped' | 'killed';
  /** Of the main program. */
  readonly code: number | null;
  readonly signal: string | null;
  /** From SIGTERM to the end of everything, or to the kill; null: it was not asked. */
  readonly tookMs: number | null;
  /** Outlived the main program, or SIGTERM, until they were killed. */
  readonly survivors: readonly Member[];
  /** Of the survivors, those that could still write to its output. */
  readonly holders: readonly Member[];
}
