import { expect, test, vi } from 'vitest';
import { Spare, type Start, waiting } from '../../electron/process/spare.ts';

const start: Start = { command: ['sleep', '60'], spareCommand: waiting(['sleep', '60']), directory: '/', environment: {} };

test.each(['PWD', 'IFS', 'PS1', '_', 'BASH_FUNC_which%%', 'two words'])('a shell would not pass on %s as it is: no spare', (name) => {
  const fork = vi.fn();
  expect(Spare.make({ ...start, environment: { PATH: '/bin', [name]: 'x' } }, 'INVIGIL_INSTANCE', fork, () => undefined)).toBeNull();
  expect(fork).not.toHaveBeenCalled();
});
