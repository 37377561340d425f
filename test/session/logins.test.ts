import { describe, expect, it } from 'vitest';
import { graphicalLogin, type Login, loginWords, objection } from '../../electron/session/logins.ts';

const UID = 1000;

function login(fields: Partial<Login> = {}): Login {
  const id = fields.id ?? '1';
  const usual = { seat: 'seat0', class: 'user', type: 'wayland', state: 'active', active: true, locked: false, leader: 1, display: '' };
  return { ...usual, id, path: `/session/${id}`, uid: UID, user: 'kiosk', ...fields };
}

const greeter = login({ id: '9', uid: 115, user: 'greetd', class: 'greeter', type: 'tty' });
const visitor = login({ id: '8', uid: 1001, user: 'visitor' });
const behind = { active: false, state: 'online' };

describe('the session of a compositor that answers', () => {
  it.each<[string, Login, readonly Login[], string | null]>([
    ['is good as it is', login(), [], null],
    ['may have been started from a text console', login({ type: 'tty' }), [], null],
    ['may have no seat', login({ seat: '', type: 'unspecified', class: 'background' }), [], null],
    ['is a login screen', login({ class: 'greeter' }), [], 'a login screen is shown'],
    ["is another user's", visitor, [], 'it is the session of visitor'],
    ['is closing', login({ state: 'closing' }), [], 'the session of kiosk is closing'],
    ['is locked', login({ locked: true }), [], 'the screen is locked'],
    ['is behind another user', login(behind), [visitor], 'another user is at the screen: visitor'],
    ['is behind a login screen', login(behind), [greeter], 'a login screen is shown'],
    ['is behind another one of the same user', login(behind), [login({ id: '2' })], 'another session of kiosk is in front'],
    [
      'is behind a console without anybody',
      login(behind),
      [login({ id: '2', seat: '' })],
      'the session of kiosk is not in front: the screen shows another console',
    ],
  ])('%s', (_name, own, others, words) => {
    expect(objection(own, [own, ...others], UID)).toBe(words);
  });
});

describe('without a compositor it is said that', () => {
  it.each<[string, readonly Login[]]>([
    ['nobody is logged in', []],
    ['kiosk is logged in', [login()]],
    ['the session of kiosk is closing', [login({ state: 'closing' })]],
    ['kiosk is logged in on a text console', [login({ type: 'tty' })]],
    ['kiosk is not logged in at the screen', [login({ type: 'tty', seat: '' })]],
    ['a login screen is shown', [greeter]],
    ['a login screen is shown', [greeter, login({ type: 'tty', ...behind })]],
    ['another user is at the screen: visitor', [visitor]],
    ['nobody is logged in', [login({ class: 'manager', seat: '', type: 'unspecified' })]],
    ['nobody is logged in', [login({ class: 'background', seat: '', type: 'unspecified' })]],
  ])('%s', (words, logins) => {
    expect(loginWords(logins, UID, 'kiosk')).toBe(words);
  });
});

it('takes the only graphical session of the user, and none of two', () => {
  const own = login();
  expect(graphicalLogin([own, visitor, greeter, login({ id: '3', type: 'tty' })], UID)).toBe(own);
  expect(graphicalLogin([own, login({ id: '2' })], UID)).toBeNull();
  expect(graphicalLogin([login({ state: 'closing' })], UID)).toBeNull();
});
