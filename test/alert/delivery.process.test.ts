import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDelivery, type Delivery, type DeliveryOptions } from '../../electron/alert/delivery.ts';
import type { Outbox } from '../../electron/alert/outbox/outbox.ts';
import type { Answer, Receiver } from '../../electron/alert/receiver.ts';
import { until } from '../support/until.ts';
import { message } from './messages.ts';
import { Folder } from './outbox/folder.ts';
import { DELIVERED, LATER, Phone } from './phone.ts';

let folder: Folder;
let delivery: Delivery | undefined;
let outbox: Outbox;
const counted: string[] = [];

beforeEach(() => {
  folder = new Folder();
  outbox = folder.outbox();
});
afterEach(async () => {
  await delivery?.close();
  delivery = undefined;
  counted.length = 0;
  await folder.remove();
});

function deliver(...receivers: Receiver[]): Delivery {
  const options: DeliveryOptions = {
    outbox,
    receivers,
    picture: async () => null,
    mask: (text) => text.replaceAll('hush', '[secret]'),
    lost: (count) => `${count} earlier messages were lost.`,
    log: (level, text) => folder.told.push(`${level}: ${text}`),
    counted: ({ name }, outcome, messages) => counted.push(`${name} ${outcome} ${messages}`),
  };
  delivery = createDelivery(options);
  return delivery;
}

const put = (to: string, ...ids: string[]) => outbox.put(ids.map((id) => ({ to, message: message(id) })));

it('each receiver gets its own, in order, one at a time', async () => {
  const [phone, mail] = [new Phone(), new Phone('mail')];
  deliver(phone, mail);
  await put('phone', 'a', 'b', 'c');
  await put('mail', 'd');
  await until('all are delivered and counted', () => outbox.waiting().length === 0 && counted.length === 4);
  expect([phone.ids, mail.ids]).toEqual(['a,b,c', 'd']);
  expect(counted.toSorted()).toEqual(['mail delivered 1', 'phone delivered 1', 'phone delivered 1', 'phone delivered 1']);
});

it('a receiver that fails holds up only itself, is told once, and is tried later', async () => {
  const [phone, mail] = [new Phone(), new Phone('mail')];
  phone.answer = () => ({ outcome: 'later', reason: 'the token hush is not taken', afterMs: null });
  deliver(phone, mail);
  await put('phone', 'a');
  await put('mail', 'b');
  await until('the other has its own', () => mail.ids === 'b' && delivery?.status('phone')?.problem !== null);
  expect(delivery?.status('phone')).toEqual({ problem: 'the token [secret] is not taken', nextTryAt: expect.any(Number) });
  phone.answer = () => DELIVERED;
  delivery?.wake();
  await until('it is delivered', () => outbox.waiting().length === 0);
  expect(phone.ids).toBe('a,a');
  expect(delivery?.status('phone')).toEqual({ problem: null, nextTryAt: null });
  expect(folder.told).toEqual([
    'warning: phone cannot be told now, and is tried again: the token [secret] is not taken',
    'info: phone can be told again',
  ]);
});

it('what comes close together goes together, where the receiver takes it so', async () => {
  const mail = new Phone('mail', { most: 10, digestMs: 60_000 });
  deliver(mail);
  await put('mail', 'a');
  await until('the first goes at once', () => mail.ids === 'a' && delivery?.status('mail')?.nextTryAt !== null);
  await put('mail', 'b');
  await put('mail', 'c');
  expect(mail.ids).toBe('a');
  // The end of all does not wait any longer.
  await delivery?.close();
  expect(mail.ids).toBe('a,b+c');
  expect(outbox.waiting()).toEqual([]);
});

it('what will never be taken is given up, and told with the next that gets through', async () => {
  const phone = new Phone();
  phone.answer = ([first]) => (first?.id === 'a' ? { outcome: 'refused', reason: 'too large' } : DELIVERED);
  deliver(phone);
  await put('phone', 'a', 'b', 'c');
  await until('all are settled', () => outbox.waiting().length === 0);
  expect(phone.got.map(([first]) => first?.text)).toEqual([
    'It is being restarted.',
    'It is being restarted.\n\n1 earlier messages were lost.',
    'It is being restarted.',
  ]);
  expect(outbox.tally('phone')).toMatchObject({ dropped: 1, untold: 0 });
  expect(folder.told).toEqual(['warning: phone does not take an alert: too large']);
});

it('a bug in a receiver is told, and holds up only itself', async () => {
  const phone = new Phone();
  phone.answer = () => {
    throw new TypeError('no such thing');
  };
  deliver(phone);
  await put('phone', 'a');
  await until('it is told', () => folder.told.some((line) => line.includes('a bug in the receiver phone: TypeError: no such thing')));
  expect(outbox.waiting()).toHaveLength(1);
});

it('other receivers take over: what is on its way comes to its end, what is nobody’s is given up', async () => {
  const [phone, mail] = [new Phone(), new Phone('mail')];
  const answer = Promise.withResolvers<Answer>();
  phone.answer = () => answer.promise;
  mail.answer = () => LATER;
  deliver(phone, mail);
  await put('phone', 'a', 'b');
  await put('mail', 'c');
  await until('both are tried', () => phone.ids === 'a' && mail.ids === 'c');
  const next = new Phone();
  delivery?.adopt([next]);
  answer.resolve(DELIVERED);
  await until('the new one has the rest', () => next.ids === 'b' && outbox.waiting().length === 0);
  expect(phone.ids).toBe('a');
  expect(await outbox.settled(9)).toContainEqual(expect.objectContaining({ receiver: 'mail', state: 'cancelled' }));
});
