/**
 * `reboots.json`: every time the machine went down, who asked for it and why, whether it came about and whether it helped. Nothing is
 * decided by it (the budget has a file of its own): what cannot be written is told, and the machine reboots all the same.
 *
 * Invariants: an entry is on the disk before the machine is asked, or 2 s have passed; the newest 50 are kept; that the machine was
 * down in between is told by the kernel's id of the boot alone, by no clock.
 */
import { z } from 'zod';
import { messageOf } from '../platform/errors.ts';
import { type Damage, loadKept, saveKept } from './kept-file.ts';

const MOST = 50;
/** A disk that hangs must not keep a hanging machine from its reboot. */
const PATIENCE_MS = 2_000;

const entrySchema = z.strictObject({
  /** When it was asked for; of one that nobody has asked for here: when the machine was up again. ISO 8601. */
  at: z.iso.datetime(),
  act: z.enum(['reboot', 'poweroff']),
  /** `ladder`, a person (`alice (cli)`); null: not Invigil. */
  by: z.string().nullable(),
  /** The service for which the ladder asked. */
  service: z.string().nullable(),
  reason: z.string(),
  boot_before: z.string(),
  /** The kernel's id of the boot that followed; null: not known yet, or it did not come. */
  boot_after: z.string().nullable(),
  outcome: z.enum(['asked', 'came', 'refused', 'did-not-come']),
  /** Why it was refused. */
  refusal: z.string().nullable(),
  /** Of the ladder's: whether its service was well afterwards; null: not known (yet). */
  helped: z.boolean().nullable(),
});

export const rebootLogSchema = z.strictObject({
  version: z.literal(1),
  /** The boot in which this was written. */
  boot: z.string(),
  /** Whether the supervisor that wrote it has ended in order. */
  in_order: z.boolean(),
  reboots: z.array(entrySchema).max(MOST),
});

export type Reboot = z.infer<typeof entrySchema>;
export type RebootLogFile = z.infer<typeof rebootLogSchema>;

export interface RebootLogOptions {
  readonly path: string;
  /** The kernel's id of the present boot. */
  readonly boot: string;
  readonly now: () => Date;
  readonly log: (level: 'warning' | 'error', text: string) => void;
}

export interface RebootLog {
  /** Somebody asks for one. Resolves when that is written, or is not to be waited for any longer; never rejects. */
  asked(request: Pick<Reboot, 'act' | 'by' | 'service' | 'reason'>): Promise<void>;
  /** What was asked for last is refused. */
  refused(why: string): void;
  /** The ladder's last reboot has helped, or not. */
  judged(helped: boolean): void;
  /** The supervisor ends in order. */
  close(): Promise<void>;
}

export async function openRebootLog({ path, boot, now, log }: RebootLogOptions): Promise<RebootLog> {
  const fresh: RebootLogFile = { version: 1, boot, in_order: true, reboots: [] };
  const damaged = ({ movedTo, reason }: Damage) => log('error', `${path} was damaged (${reason}): moved to ${movedTo} and begun anew`);
  const loaded = await loadKept({ path, schema: rebootLogSchema, fresh, afterDamage: fresh }, damaged);
  if (!loaded.ok) log('warning', `what is known of earlier reboots cannot be read: ${loaded.reason}`);
  let file = begun(loaded.ok ? loaded.value : fresh, boot, now());
  /** Writes are made one after the other. */
  let written: Promise<void> = Promise.resolve();

  function save(next: RebootLogFile): Promise<void> {
    file = next;
    // What cannot be read still counts for people: it is left alone.
    if (!loaded.ok) return written;
    written = written
      .then(() => saveKept({ path }, next))
      .catch((error: unknown) => log('warning', `the log of reboots is not written: ${messageOf(error)}`));
    return written;
  }

  const amend = (which: (one: Reboot) => boolean, change: Partial<Reboot>): void => {
    const place = file.reboots.findLastIndex(which);
    const found = file.reboots[place];
    if (found !== undefined) void save({ ...file, reboots: file.reboots.with(place, { ...found, ...change }) });
  };

  void save(file);
  return {
    async asked(request) {
      const entry: Reboot = {
        ...request,
        at: now().toISOString(),
        boot_before: boot,
        boot_after: null,
        outcome: 'asked',
        refusal: null,
        helped: null,
      };
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, PATIENCE_MS);
      });
      await Promise.race([save(added(file, entry)), late]);
      clearTimeout(timer);
    },
    refused: (why) => amend(({ outcome }) => outcome === 'asked', { outcome: 'refused', refusal: why }),
    judged: (helped) => amend((one) => one.by === LADDER && one.outcome === 'came' && one.helped === null, { helped }),
    close: () => save({ ...file, in_order: true }),
  };
}

/** Who asks when the ladder does. */
export const LADDER = 'ladder';

/** The file as a supervisor goes on with it that has just started: what the last one asked for has come, or has not. */
export function begun(file: RebootLogFile, boot: string, now: Date): RebootLogFile {
  const { reboots, in_order } = file;
  const last = reboots.at(-1);
  const next: RebootLogFile = { ...file, boot, in_order: false };
  if (last?.outcome === 'asked') {
    const came = last.boot_before !== boot;
    const known: Reboot = { ...last, outcome: came ? 'came' : 'did-not-come', boot_after: came ? boot : null };
    return { ...next, reboots: reboots.with(-1, known) };
  }
  if (file.boot === boot) return next;
  return added(next, {
    at: now.toISOString(),
    act: 'reboot',
    by: null,
    service: null,
    reason: in_order ? 'somebody else asked for it' : 'the machine went down without a word: no power, a crash or a reset',
    boot_before: file.boot,
    boot_after: boot,
    outcome: 'came',
    refusal: null,
    helped: null,
  });
}

function added(file: RebootLogFile, entry: Reboot): RebootLogFile {
  return { ...file, reboots: [...file.reboots, entry].slice(-MOST) };
}
