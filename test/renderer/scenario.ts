/** What a stage answers (page/stage.ts): documents as the supervisor gives them, and who has which PIN. */
import type { Incidents } from '../../electron/documents/incidents.ts';
import type { LogLines } from '../../electron/documents/log-lines.ts';
import type { Machine } from '../../electron/documents/machine.ts';
import type { Overview } from '../../electron/documents/overview.ts';
import type { Pad, SignedIn } from '../../electron/documents/sign-in.ts';
import type { Sound } from '../../electron/documents/sound.ts';

export interface Scenario {
  readonly locale: string;
  readonly pad: Pad;
  readonly person: { readonly name: string; readonly role: SignedIn['role']; readonly pin: string };
  /** What a wrong PIN costs. */
  readonly wrongWaitMs: number;
  readonly documents: { overview: Overview; machine: Machine; sound: Sound; incidents: Incidents };
  readonly lines: LogLines['lines'];
  /** A `data:` address. */
  readonly picture: string;
  /** Commands that the supervisor refuses, with the reason. */
  readonly refused: Readonly<Record<string, string>>;
}
