/**
 * `standing.json`: what people and the ladder decided. A pause and the stops by a person are void after a boot, which is told by the
 * kernel's id of the boot; position and safe mode outlive it.
 */
import { z } from 'zod';
import type { Standing } from '../supervisor/policy/state.ts';
import { type Damage, type KeptFile, type Loaded, loadKept, saveKept } from './kept-file.ts';

const schema = z.strictObject({
  version: z.literal(1),
  boot_id: z.string(),
  ladder: z.strictObject({ position: z.int().nonnegative(), asked: z.string().nullable() }),
  safe_mode: z.strictObject({ interval_ms: z.number().positive() }).nullable(),
  /** `until_ms` on the monotonic clock, which begins anew with each boot; null: until resumed. */
  pause: z.strictObject({ until_ms: z.number().nullable() }).nullable(),
  held: z.array(z.string()),
});

type StandingFile = z.infer<typeof schema>;

const EMPTY = { version: 1, ladder: { position: 0, asked: null }, safe_mode: null, pause: null, held: [] } as const;

/** `bootId`: of the present boot. */
export async function loadStanding(path: string, bootId: string, onDamage: (damage: Damage) => void): Promise<Loaded<Standing>> {
  const empty: StandingFile = { ...EMPTY, boot_id: bootId, held: [] };
  const file: KeptFile<StandingFile> = { path, schema, fresh: empty, afterDamage: empty };
  const loaded = await loadKept(file, onDamage);
  if (!loaded.ok) return loaded;
  const { boot_id, ladder, safe_mode, pause, held } = loaded.value;
  const sameBoot = boot_id === bootId;
  return {
    ok: true,
    value: {
      ladder,
      safeMode: safe_mode === null ? null : { intervalMs: safe_mode.interval_ms },
      pause: sameBoot && pause !== null ? { until: pause.until_ms } : null,
      held: sameBoot ? held : [],
    },
  };
}

/** Written and fsynced when it resolves. Rejects with a `FileError`. */
export async function saveStanding(path: string, bootId: string, standing: Standing): Promise<void> {
  const file: StandingFile = {
    version: 1,
    boot_id: bootId,
    ladder: standing.ladder,
    safe_mode: standing.safeMode === null ? null : { interval_ms: standing.safeMode.intervalMs },
    pause: standing.pause === null ? null : { until_ms: standing.pause.until },
    held: [...standing.held],
  };
  await saveKept({ path }, file);
}
