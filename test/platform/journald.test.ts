import { closeSync, fstatSync, openSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isJournal, journalEntry, messageId } from '../../electron/platform/journald.ts';

it('a line of each field; a value of several lines has its length before it', () => {
  expect(journalEntry({ PRIORITY: 3, MESSAGE: 'one', LEFT_OUT: undefined }).toString()).toBe('PRIORITY=3\nMESSAGE=one\n');
  const entry = journalEntry({ MESSAGE: 'one\ntwo', A: 'b' });
  expect(entry.subarray(0, 16)).toEqual(Buffer.concat([Buffer.from('MESSAGE\n'), Buffer.from([7, 0, 0, 0, 0, 0, 0, 0])]));
  expect(entry.subarray(16).toString()).toBe('one\ntwo\nA=b\n');
});

it('a field is cut where the journal would refuse the whole', () => {
  expect(journalEntry({ MESSAGE: 'x'.repeat(300_000) })).toHaveLength('MESSAGE=\n'.length + 64 * 1024);
});

it('a subject has one id, for ever', () => {
  expect(messageId('alert storm')).toBe(messageId('alert storm'));
  expect(messageId('alert storm')).toMatch(/^[0-9a-f]{32}$/);
  expect(messageId('alert storm')).not.toBe(messageId('alert recovered'));
});

it('knows the journal by the file behind the descriptor', () => {
  const descriptor = openSync('/dev/null', 'r');
  const { dev, ino } = fstatSync(descriptor);
  expect(isJournal(descriptor, { JOURNAL_STREAM: `${dev}:${ino}` })).toBe(true);
  // A program that was started with another output inherits the variable all the same.
  expect(isJournal(descriptor, { JOURNAL_STREAM: `${dev}:${ino + 1}` })).toBe(false);
  expect(isJournal(descriptor, {})).toBe(false);
  closeSync(descriptor);
});
