import { expect, test } from 'vitest';
import { accountsIn, groupName, groupsIn } from '../../electron/platform/accounts.ts';

test('accounts are read, and what is none is left out', () => {
  expect(accountsIn('kiosk:x:1001:1002:Kiosk:/home/kiosk:/bin/sh\nbroken\n:x:1:1::/:\n')).toEqual([
    { name: 'kiosk', uid: 1001, gid: 1002, home: '/home/kiosk' },
  ]);
});

test('groups and their members', () => {
  const group = 'video:x:44:anna,kiosk\nkiosk:x:1002:\nbroken\n';
  expect(groupsIn(group)).toEqual([
    { name: 'video', gid: 44, members: ['anna', 'kiosk'] },
    { name: 'kiosk', gid: 1002, members: [] },
  ]);
  expect(groupName(group, 44)).toBe('video');
  expect(groupName(group, 105)).toBe('105');
});
