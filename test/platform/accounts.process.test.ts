/** Root, and an account of this machine that groups name as a member: whose rights work is done with. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { accountsIn, as, groupsIn } from '../../electron/platform/accounts.ts';

const ACCOUNTS = join(import.meta.dirname, '../../electron/platform/accounts.ts');
const NOBODY = { name: 'nobody', uid: 65_534, gid: 65_534 };

function mine() {
  return { uid: process.geteuid?.(), gid: process.getegid?.(), groups: process.getgroups?.() };
}

/** One that is a member of a further group, so that it is seen that it has it; else nobody in particular. */
function member() {
  const groups = groupsIn(readFileSync('/etc/group', 'utf8'));
  const others = accountsIn(readFileSync('/etc/passwd', 'utf8')).filter(({ uid }) => uid !== 0);
  const account = others.find(({ name }) => groups.some(({ members }) => members.includes(name))) ?? NOBODY;
  return { account, groups: groups.filter(({ members }) => members.includes(account.name)).map(({ gid }) => gid) };
}

it('nobody but root works as somebody else', () => {
  if (process.getuid?.() === 0) expect(as(null, mine)).toEqual(mine());
  else expect(as(NOBODY, mine)).toEqual(mine());
});

// Only root can become somebody else.
describe.skipIf(process.getuid?.() !== 0)('of root', () => {
  const { account, groups } = member();
  const wanted = { uid: account.uid, gid: account.gid, groups: [...new Set([account.gid, ...groups])].sort() };
  const sorted = (seen: ReturnType<typeof mine>) => ({ ...seen, groups: [...new Set(seen.groups)].sort() });

  it('one piece of work has the rights of an account, and what follows has them no more', () => {
    const before = mine();
    expect(sorted(as(account, mine))).toEqual(wanted);
    const broken = () => {
      throw new Error('broken');
    };
    expect(() => as(account, broken)).toThrow('broken');
    expect(mine()).toEqual(before);
  });

  it('what is given up does not come back', async () => {
    // A process of its own: there is no way back.
    const script = `import { as, giveUpRoot } from ${JSON.stringify(ACCOUNTS)};
      giveUpRoot(${JSON.stringify(account)});
      const tried = (() => { try { process.setuid(0); return 'root again'; } catch (error) { return error.code; } })();
      const seen = { uid: process.geteuid(), gid: process.getegid(), groups: process.getgroups() };
      process.stdout.write(JSON.stringify({ tried, seen }));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const { tried, seen } = JSON.parse(stdout);
    expect(tried).toBe('EPERM');
    expect(sorted(seen)).toEqual(wanted);
  });
});
