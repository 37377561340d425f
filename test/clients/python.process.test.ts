import { execFile, spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { DEADLINE_MS, outside, ownFolder, PYTHON_CLIENT, pythonWith } from './support.ts';

const run = promisify(execFile);
const SUITES = join(import.meta.dirname, 'python');

/** Runs one file of unittest; fails with all that it printed, and when it ran nothing. */
async function unittest(python: string, file: string): Promise<void> {
  const command = ['-m', 'unittest', 'discover', '-s', SUITES, '-p', file];
  const { stderr } = await run(python, command, { env: outside(), timeout: DEADLINE_MS });
  expect(stderr).toMatch(/^Ran [1-9]\d* tests? /m);
  expect(stderr).toMatch(/^OK$/m);
}

describe('the Python package', () => {
  test.each(['test_words.py', 'test_ways.py', 'test_stack.py'])('%s', (file) => unittest('python3', file));

  const withZmq = pythonWith('zmq');
  // The Debian package python3-zmq, or pyzmq, brings it.
  test.skipIf(withZmq === null)('test_zmq.py', () => unittest(withZmq ?? '', 'test_zmq.py'));

  // Debian's Python, whose packages python3-venv, python3-setuptools and python3-wheel build it without a network.
  const debian = '/usr/bin/python3';
  const builds = spawnSync(debian, ['-c', 'import setuptools, wheel, venv, ensurepip'], { stdio: 'ignore' }).status === 0;
  test.skipIf(!builds)('is installed by pip into a fresh environment, with its types and without anything else', async () => {
    const folder = ownFolder();
    const env = { ...outside(), PYTHONPATH: '', PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INDEX: '1' };
    const call = async (program: string, ...args: readonly string[]) => (await run(program, args, { env, timeout: DEADLINE_MS })).stdout;
    // Building writes beside the sources.
    const sources = join(folder, 'sources');
    cpSync(PYTHON_CLIENT, sources, { recursive: true });
    await call(debian, '-m', 'venv', '--system-site-packages', join(folder, 'venv'));
    const python = join(folder, 'venv', 'bin', 'python');
    await call(python, '-m', 'pip', 'install', '--no-build-isolation', '--no-cache-dir', sources);
    const program =
      'import invigil, importlib.metadata as m, pathlib as p; invigil.beat(); f = p.Path(invigil.__file__).parent; ' +
      'print(m.version("invigil"), m.metadata("invigil")["Requires-Python"], m.requires("invigil"), (f / "py.typed").exists(), f)';
    expect(await call(python, '-c', program)).toMatch(/^0\.1\.0 >=3\.8 \[.pyzmq\W+>=22.*zmq.*\] True .*\/venv\/lib\/.*\n$/);
  });
});
