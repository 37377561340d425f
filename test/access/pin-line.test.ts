import { scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isPinOf, makePinLine, nobodysLine, parsePinLine } from '../../electron/access/pin-line.ts';
import { cheapLine } from './lines.ts';

const SALT = Buffer.alloc(16, 7).toString('base64');
const HASH = Buffer.alloc(32, 7).toString('base64');

describe('the line of a PIN', () => {
  it('is right for that PIN and no other, and never the same twice', async () => {
    const text = await makePinLine('4711');
    const line = parsePinLine(`${text}\n`);
    if (line === null) throw new Error(`not parsed: ${text}`);
    expect(await isPinOf(line, '4711')).toBe(true);
    for (const other of ['4712', '471', '47110', '', ' 4711', '４７１１']) expect(await isPinOf(line, other)).toBe(false);
    expect(await makePinLine('4711')).not.toBe(text);
    expect(text).not.toContain('4711');
  });

  it('is what scrypt makes of these numbers', async () => {
    expect(await makePinLine('4711')).toMatch(/^scrypt\$16384\$8\$1\$[\w+/]{22}==\$[\w+/]{43}=$/);
    const hash = scryptSync('4711', Buffer.from(SALT, 'base64'), 64, { N: 2_048, r: 4, p: 2 });
    const line = parsePinLine(`scrypt$2048$4$2$${SALT}$${hash.toString('base64')}`);
    expect(line !== null && (await isPinOf(line, '4711'))).toBe(true);
  });

  it("that is nobody's costs what a made one does, and is right for nothing", async () => {
    const { salt, hash, ...cost } = nobodysLine();
    const made = parsePinLine(await makePinLine(''));
    expect(made).toMatchObject(cost);
    expect([salt.length, hash.length]).toEqual([made?.salt.length, made?.hash.length]);
    expect(await isPinOf({ salt, hash, ...cost }, '')).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['a plain PIN', '4711'],
    ['another kind', `argon2$16384$8$1$${SALT}$${HASH}`],
    ['one part too few', `scrypt$16384$8$1$${SALT}`],
    ['one part too many', `scrypt$16384$8$1$${SALT}$${HASH}$`],
    ['two lines', `${cheapLine('1')}\n${cheapLine('2')}`],
    ['no base64', `scrypt$16384$8$1$${SALT}$%%%%`],
    ['a salt too short', `scrypt$16384$8$1$AAAA$${HASH}`],
    ['a hash too short', `scrypt$16384$8$1$${SALT}$AAAA`],
    ['N no power of two', `scrypt$16385$8$1$${SALT}$${HASH}`],
    ['N too small', `scrypt$512$8$1$${SALT}$${HASH}`],
    ['N = 0', `scrypt$0$8$1$${SALT}$${HASH}`],
    ['N = 2^30', `scrypt$1073741824$8$1$${SALT}$${HASH}`],
    ['a number without end', `scrypt$${'9'.repeat(400)}$8$1$${SALT}$${HASH}`],
    ['r = 0', `scrypt$16384$0$1$${SALT}$${HASH}`],
    ['p = 0', `scrypt$16384$8$0$${SALT}$${HASH}`],
    ['N too large for r', `scrypt$65536$1$1$${SALT}$${HASH}`],
    ['too large by N', `scrypt$131072$8$1$${SALT}$${HASH}`],
    ['too large by r', `scrypt$65536$9$1$${SALT}$${HASH}`],
    ['too large by p', `scrypt$65536$8$2$${SALT}$${HASH}`],
    ['a very long one', `scrypt$16384$8$1$${SALT}$${'A'.repeat(100_000)}`],
  ])('%s is none', (_, text) => {
    expect(parsePinLine(text)).toBeNull();
  });

  it.each(['65536$8$1', '32768$1$16', '1024$512$1', '1024$1$512'])('may cost as much as is borne: %s', async (cost) => {
    const line = parsePinLine(`scrypt$${cost}$${SALT}$${HASH}`);
    expect(line !== null && (await isPinOf(line, '4711'))).toBe(false);
  });
});
