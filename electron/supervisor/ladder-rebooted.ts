/** Whether it was the ladder that ended a boot, by the log of reboots. */
import { readFileIfThere } from '../store/atomic-file.ts';
import { LADDER, rebootLogSchema } from '../store/reboot-log.ts';

/** `path`: `reboots.json`. Never rejects: what cannot be read tells nothing, and is told elsewhere. */
export async function ladderRebooted(path: string, boot: string): Promise<boolean> {
  try {
    const text = await readFileIfThere(path);
    const parsed = rebootLogSchema.safeParse(JSON.parse(text ?? 'null'));
    return parsed.data?.reboots.some((one) => one.by === LADDER && one.boot_before === boot && one.outcome !== 'refused') ?? false;
  } catch {
    return false; // Unreadable, or no JSON.
  }
}
