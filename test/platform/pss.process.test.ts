import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { pssBytes } from '../../electron/platform/pss.ts';

describe('memory of a process', () => {
  it('holds what it has occupied, in bytes, and is unknown after its end', async () => {
    const program = "const held = Buffer.alloc(64 << 20, 1); console.log('held'); process.stdin.on('data', () => held.length)";
    const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const found = pssBytes(child.pid ?? 0);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(found).toBeGreaterThan(64 << 20);
    expect(found).toBeLessThan(1 << 30);
    expect(pssBytes(child.pid ?? 0)).toBeNull();
  });
});
