/** The Node program of a folder: what `package.json` says. */
import * as z from 'zod';
import type { Files } from './files.ts';

const schema = z.object({
  scripts: z.record(z.string(), z.string()).catch({}).prefault({}),
  dependencies: z.record(z.string(), z.unknown()).catch({}).prefault({}),
  devDependencies: z.record(z.string(), z.unknown()).catch({}).prefault({}),
});

export interface NodeProgram {
  readonly command: readonly [string, ...string[]];
  /** The port on which its development server would answer, by its tools; null: not known. */
  readonly port: number | null;
  /** It opens its own window. */
  readonly isElectron: boolean;
}

const MANAGERS = [
  { lock: 'pnpm-lock.yaml', program: 'pnpm' },
  { lock: 'yarn.lock', program: 'yarn' },
  { lock: 'bun.lock', program: 'bun' },
  { lock: 'bun.lockb', program: 'bun' },
];

/** Ports that development servers answer on unless they are told otherwise. */
const PORTS = [
  { tool: 'vite', port: 5173 },
  { tool: 'next', port: 3000 },
  { tool: 'react-scripts', port: 3000 },
  { tool: '@angular/cli', port: 4200 },
  { tool: 'astro', port: 4321 },
  { tool: 'parcel', port: 1234 },
];

/** Null: there is none with a `start` script. */
export function nodeProgram(files: Files): NodeProgram | null {
  const found = schema.safeParse(parse(files.text('package.json')));
  const start = found.data?.scripts['start'];
  if (found.data === undefined || start === undefined) return null;
  const tools = { ...found.data.dependencies, ...found.data.devDependencies };
  const program = MANAGERS.find(({ lock }) => files.has(lock))?.program ?? 'npm';
  const byTool = PORTS.find(({ tool }) => Object.hasOwn(tools, tool) && start.includes(tool.split('/').at(-1) ?? tool));
  return {
    command: [program, 'start'],
    port: portIn(start) ?? byTool?.port ?? null,
    isElectron: Object.hasOwn(tools, 'electron') && start.includes('electron'),
  };
}

/** A port that a script or a source file names. */
export function portIn(text: string): number | null {
  const found = /(?:--port[= ]|-p |\bPORT\s*=\s*|\bport\s*[=:]\s*|\blisten\(\s*)(\d{4,5})\b/.exec(text)?.[1];
  return found === undefined || Number(found) > 65_535 ? null : Number(found);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A file that is none, or is not there, says nothing.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
