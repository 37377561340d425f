import { defineConfig } from 'vitest/config';

// Kinds of tests, told apart by their file names: pure ones, ones with real processes and files, and ones with real Electron in a real
// Wayland session. Nobody sleeps: tests wait for a condition with a deadline. How many files run at a time: build/check/main.ts.
const project = (name: string, include: string[], exclude: string[], testTimeout: number) => ({
  test: { name, include, exclude, testTimeout, hookTimeout: testTimeout, pool: 'forks' as const },
});

/** With real processes too, and by themselves: they take the machine from others, or see whether others can take it from us. */
const ALONE = [
  // Fork bombs, thousands of processes.
  'test/process/containment.process.test.ts',
  'test/process/limits.process.test.ts',
  // The short forms of the measures: floods, load, bombs.
  'test/measure/measures.process.test.ts',
  // What processes use, as the kernel counts it.
  'test/process/usage/usage.process.test.ts',
  // Guesses by the hundred, each a hash that costs on purpose.
  'test/access/guessing.process.test.ts',
  // What has arrived before a deadline counts, be it ever so late: with tenths of a second.
  'test/heartbeat/drain.process.test.ts',
  // What we cost beside a floor: others would cost both.
  'test/bench/guard/guard.process.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/**/*.test.ts'], ['test/**/*.process.test.ts', 'test/**/*.lab.test.ts', 'test/simulation/**'], 10_000),
      project('simulation', ['test/simulation/**/*.test.ts'], [], 300_000),
      project('process', ['test/**/*.process.test.ts'], ALONE, 60_000),
      project('alone', ALONE, [], 60_000),
      project('lab', ['test/**/*.lab.test.ts'], [], 180_000),
    ],
  },
});
