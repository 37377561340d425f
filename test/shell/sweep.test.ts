import { describe, expect, it, vi } from 'vitest';
import { sweeper } from '../../electron/shell/sweep.ts';

describe('what documents leave behind', () => {
  it('is collected after every tenth', () => {
    const sendCommand = vi.fn(async () => ({}));
    const sweep = sweeper({ sendCommand });
    for (let document = 0; document < 9; document += 1) sweep();
    expect(sendCommand).not.toHaveBeenCalled();
    for (let document = 9; document < 29; document += 1) sweep();
    expect(sendCommand.mock.calls).toEqual([['HeapProfiler.collectGarbage'], ['HeapProfiler.collectGarbage']]);
  });

  it('may stay when the page is gone: the log has it', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const sweep = sweeper({ sendCommand: () => Promise.reject(new Error('target closed')) });
    for (let document = 0; document < 10; document += 1) sweep();
    await vi.waitFor(() => expect(warn).toHaveBeenCalledWith(expect.stringContaining('target closed')));
    warn.mockRestore();
  });
});
