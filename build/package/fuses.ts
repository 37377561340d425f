/**
 * Electron's fuses: what the packaged Electron can no longer do, whatever environment or arguments it is started with. The reason of
 * each stands in docs/packages.md.
 */
import { type FuseConfig, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/** Every fuse that Electron 45 has, by its name in `@electron/fuses`. */
export const FUSES = {
  RunAsNode: true,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: false,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: true,
} as const satisfies Partial<Record<keyof typeof FuseV1Options, boolean>>;

type FuseName = keyof typeof FUSES;

const NAMES = Object.keys(FUSES).filter((name): name is FuseName => name in FUSES);

/** The trial Electron is older than the newest fuses: there, and only there, what it lacks is left out. Returns what was left out. */
export async function setFuses(program: string, trial: boolean): Promise<readonly FuseName[]> {
  const wire = await getCurrentFuseWire(program);
  const lacking = NAMES.filter((name) => wire[FuseV1Options[name]] === undefined);
  if (lacking.length > 0 && !trial) throw new Error(`this Electron has no fuse ${lacking.join(', ')}: build/package/fuses.ts names it`);
  const config: FuseConfig = { version: FuseVersion.V1 };
  for (const name of NAMES) if (!lacking.includes(name)) config[FuseV1Options[name]] = FUSES[name];
  await flipFuses(program, config);
  return lacking;
}
