/** Lines of PINs that cost next to nothing to check: as many tries as a test wants. */
import { scryptSync } from 'node:crypto';

export function cheapLine(pin: string, salt = 'a salt for tests'): string {
  const hash = scryptSync(pin, salt, 32, { cost: 1_024, blockSize: 1, parallelization: 1 });
  return `scrypt$1024$1$1$${Buffer.from(salt).toString('base64')}$${hash.toString('base64')}`;
}
