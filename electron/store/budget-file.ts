/**
 * `budget.json`: the reboots that the ladder has spent. A damaged one is replaced by a spent one, for without knowing what was spent
 * nothing may be; an unreadable one means no automatic reboot at all.
 */
import { z } from 'zod';
import type { Budget } from '../supervisor/policy/state.ts';
import { type Damage, type KeptFile, type Loaded, loadKept, saveKept } from './kept-file.ts';

const schema = z
  .strictObject({
    version: z.literal(1),
    uptime_ms: z.number().nonnegative(),
    reboots: z.array(z.number().nonnegative()).max(1000),
  })
  .refine(({ uptime_ms, reboots }) => reboots.every((at) => at <= uptime_ms), 'a reboot later than the uptime counted');

type BudgetFile = z.infer<typeof schema>;

/** `maxReboots`: as many as the exhibit file allows are taken for spent when the file is damaged. */
export async function loadBudget(path: string, maxReboots: number, onDamage: (damage: Damage) => void): Promise<Loaded<Budget>> {
  const file: KeptFile<BudgetFile> = {
    path,
    schema,
    fresh: { version: 1, uptime_ms: 0, reboots: [] },
    afterDamage: { version: 1, uptime_ms: 0, reboots: new Array<number>(maxReboots).fill(0) },
  };
  const loaded = await loadKept(file, onDamage);
  if (!loaded.ok) return loaded;
  return { ok: true, value: { uptimeMs: loaded.value.uptime_ms, reboots: loaded.value.reboots } };
}

/** Written and fsynced when it resolves. Rejects with a `FileError`. */
export async function saveBudget(path: string, budget: Budget): Promise<void> {
  const file: BudgetFile = { version: 1, uptime_ms: budget.uptimeMs, reboots: [...budget.reboots] };
  await saveKept({ path }, file);
}
