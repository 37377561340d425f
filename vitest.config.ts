import { defineConfig } from 'vitest/config';

// Three kinds of tests, told apart by their file names: pure ones, ones with real processes and files, and ones with
// real Electron in a real Wayland session. Nobody sleeps: tests wait for a condition with a deadline.
const project = (name: string, include: string[], exclude: string[], testTimeout: number) => ({
  test: { name, include, exclude, testTimeout, hookTimeout: testTimeout, pool: 'forks' as const },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/**/*.test.ts'], ['test/**/*.process.test.ts', 'test/**/*.lab.test.ts', 'test/simulation/**'], 10_000),
      project('simulation', ['test/simulation/**/*.test.ts'], [], 300_000),
      project('process', ['test/**/*.process.test.ts'], [], 60_000),
      project('lab', ['test/**/*.lab.test.ts'], [], 180_000),
    ],
  },
});
