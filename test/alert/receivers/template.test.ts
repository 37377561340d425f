import { expect, it } from 'vitest';
import { bodyOf } from '../../../electron/alert/receivers/template.ts';
import { message } from '../messages.ts';

const HOSTILE = '"}, "admin": true, {text} \\ \n </script>';

it('without a template it is the message', () => {
  expect(JSON.parse(bodyOf(message('a'), null))).toEqual(message('a'));
});

it('each place becomes a value in JSON, and nothing in a message leaves its place', () => {
  const template = '{ "content": {title}, "more": [{level}, {link}, {exhibit_title}, {at}, {log}], "no": {such_place} }';
  expect(JSON.parse(bodyOf(message('a', { title: HOSTILE }), template))).toEqual({
    content: HOSTILE,
    more: ['error', null, 'The Lantern Room', '2026-11-22T04:00:00.000Z', 'the last line'],
    no: null,
  });
});

it('one text for services that show one', () => {
  const body = bodyOf(message('a', { title: 'One', text: 'Two', link: 'https://three.example/' }), '{ "text": {message} }');
  expect(JSON.parse(body)).toEqual({ text: 'One\nTwo\nhttps://three.example/' });
});

it('a place is never a word of JavaScript’s own', () => {
  expect(bodyOf(message('a'), '{ "a": {constructor} }')).toBe('{ "a": null }');
});
