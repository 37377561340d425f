/**
 * The lock file has to name every package that `npm ci` may look at, also the builds of native packages for platforms that are
 * not ours; npm leaves those out when the registry at hand does not have them, and `npm ci` then refuses the file elsewhere.
 *
 *   node build/lock-file.ts      adds what is missing; for use after `npm install NAME` (test/build/lock-file.test.ts asks for it)
 *
 * Such an entry carries the version and the platform, and no checksum: it is never downloaded on Linux with glibc.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Entry = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
export const LockFile = z.looseObject({ packages: z.record(z.string(), Entry) });

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** The platform in the name of a native build: `@oxc-parser/binding-linux-arm-musleabihf` is linux, arm, musl. Null: none. */
function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } | null {
  const parts = name.split(/[/-]/);
  const os = SYSTEMS.find((system) => parts.includes(system));
  const cpu = PROCESSORS.find((processor) => parts.includes(processor));
  if (!os || !cpu) return null;
  const libc = parts.some((part) => part.startsWith('musl')) ? 'musl' : parts.some((part) => part.startsWith('gnu')) ? 'glibc' : null;
  return { os: [os], cpu: [cpu], ...(libc === null ? {} : { libc: [libc] }) };
}

/** The entries that the lock file lacks, by their path in it. */
export function missingEntries({ packages }: z.infer<typeof LockFile>): Map<string, z.infer<typeof Entry>> {
  const missing = new Map<string, z.infer<typeof Entry>>();
  for (const { dev, optionalDependencies = {} } of Object.values(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const path = `node_modules/${name}`;
      const platform = platformOf(name);
      // A range, or a package for every platform, is npm's to resolve.
      if (packages[path] || !platform || !/^\d/.test(version)) continue;
      const { os, cpu, libc } = platform;
      // Keys in npm's order, so that its next change of the file is small.
      missing.set(path, { version, cpu, ...(dev ? { dev } : {}), ...(libc ? { libc } : {}), optional: true, os });
    }
  }
  return missing;
}

if (import.meta.main) {
  const file = join(import.meta.dirname, '..', 'package-lock.json');
  const text = readFileSync(file, 'utf8');
  const missing = missingEntries(LockFile.parse(JSON.parse(text)));
  // Taken as it was written, not as it was parsed: nothing else of the file changes.
  const lock = JSON.parse(text);
  const entries = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) });
  const packages = Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
  console.log(`package-lock.json: ${missing.size} packages for other platforms added`);
}
