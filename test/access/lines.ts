/** People for tests, and lines of PINs and passwords that cost next to nothing to check: as many tries as a test wants. */
import { scryptSync } from 'node:crypto';
import type { Person } from '../../electron/access/people.ts';

export function somebody(name: string, role: Person['role'], secrets: Partial<Pick<Person, 'pin' | 'password' | 'token'>> = {}): Person {
  return { name, role, pin: null, password: null, token: null, ...secrets };
}

export function cheapLine(pin: string, salt = 'a salt for tests'): string {
  const hash = scryptSync(pin, salt, 32, { cost: 1_024, blockSize: 1, parallelization: 1 });
  return `scrypt$1024$1$1$${Buffer.from(salt).toString('base64')}$${hash.toString('base64')}`;
}
