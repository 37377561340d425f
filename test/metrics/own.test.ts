import { expect, it } from 'vitest';
import { MOST_IN_ALL, MOST_NAMES, MOST_SERIES, OwnMetrics } from '../../electron/metrics/own.ts';

function owned() {
  const told: string[] = [];
  const own = new OwnMetrics((service, text) => told.push(`${service}: ${text}`));
  return {
    own,
    told,
    say(name: string, { value = 1, labels = {}, service = 'core', instance = 1 } = {}) {
      own.take({ type: 'metric', service, instance, name, value, labels });
    },
    shown: () => own.families().flatMap(({ metric, samples }) => samples.map(({ labels, value }) => [metric.name, labels, value])),
  };
}

it('shows the last value of each series, with the service that gives it', () => {
  const { own, say, shown } = owned();
  say('lamp_celsius', { value: 40 });
  say('lamp_celsius', { value: 41, labels: { side: 'left', row: '1' } });
  say('lamp_celsius', { value: 42, labels: { row: '1', side: 'left' } });
  say('lamp_celsius', { service: 'audio', value: 20 });
  say('visitors_total', { value: 7 });
  expect(shown()).toEqual([
    ['exhibit_lamp_celsius', { service: 'core' }, 40],
    ['exhibit_lamp_celsius', { service: 'core', row: '1', side: 'left' }, 42],
    ['exhibit_lamp_celsius', { service: 'audio' }, 20],
    ['exhibit_visitors_total', { service: 'core' }, 7],
  ]);
  expect(own.families().map(({ metric }) => metric.type)).toEqual(['gauge', 'counter']);
});

it.each([
  ['1st', {}, /its name "1st" is not made of letters/],
  ['a b', {}, /its name "a b"/],
  ['a:b', {}, /its name "a:b"/],
  ['x'.repeat(101), {}, /100 characters at most/],
  ['good', { 'b-d': '1' }, /the label "b-d", which is not made of letters/],
  ['good', { __name__: 'up' }, /the label "__name__"/],
  ['good', { service: 'audio' }, /the label service, which means something else/],
  ['good', { exhibit: 'other' }, /the label exhibit, which means something else/],
  ['good', { le: '1' }, /the label le/],
  ['good', { a: 'x'.repeat(201) }, /has 201 characters; 200 are possible/],
  ['good', Object.fromEntries(Array.from({ length: 11 }, (_, place) => [`l${place}`, ''])), /has 11 labels; 10 are possible/],
])('does not take what Prometheus could not: %s %j', (name, labels, why) => {
  const { own, say, shown, told } = owned();
  say(name, { labels });
  say(name, { labels });
  expect(shown()).toEqual([]);
  expect(own.refused('core')).toBe(2);
  expect(told).toEqual([expect.stringMatching(why)]);
});

it('takes so many names and series of a service, and so many of all, and tells once what is over', () => {
  const { own, say, shown, told } = owned();
  for (let place = 0; place < MOST_NAMES + 5; place++) say(`name_${place}`);
  expect(shown()).toHaveLength(MOST_NAMES);
  for (let place = 0; place < MOST_SERIES + 5; place++) say('name_0', { labels: { place: String(place) } });
  expect(shown()).toHaveLength(MOST_SERIES);
  expect(own.refused('core')).toBe(5 + 5 + MOST_NAMES);
  // What it has already is still kept up to date.
  say('name_0', { value: 9 });
  expect(shown()).toContainEqual(['exhibit_name_0', { service: 'core' }, 9]);
  for (let other = 0; other < 12; other++) {
    for (let place = 0; place < MOST_SERIES; place++) say('a', { service: `s${other}`, labels: { place: String(place) } });
  }
  expect(shown()).toHaveLength(MOST_IN_ALL);
  expect(told.map((text) => text.split(':')[0])).toEqual(['core', 's9', 's10', 's11']);
  // Whoever ends makes room for the others.
  own.end('s0');
  say('b', { service: 's11' });
  expect(shown()).toHaveLength(MOST_IN_ALL - MOST_SERIES + 1);
});

it('forgets what a start has said with it, and has room again', () => {
  const { own, say, shown } = owned();
  say('a');
  say('b', { instance: 2 });
  expect(shown()).toEqual([['exhibit_b', { service: 'core' }, 1]]);
  own.end('core');
  expect(shown()).toEqual([]);
  for (let place = 0; place < MOST_SERIES; place++) say('c', { instance: 3, labels: { place: String(place) } });
  expect(shown()).toHaveLength(MOST_SERIES);
  own.keepOnly(new Set(['audio']));
  expect(shown()).toEqual([]);
});
