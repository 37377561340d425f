import { expect, test } from 'vitest';
import { digest } from '../../electron/config/digest.ts';
import { exhibitOf, exhibitWith } from './support.ts';

const core = (more: string) => {
  const service = exhibitOf(`${exhibitWith(more)}\n[service.audio]\ncommand = "a"`).services.find(({ name }) => name === 'core');
  if (service === undefined) throw new Error('no service');
  return service;
};
const page = (more: string) => {
  const [service] = exhibitOf(`schema = 1\nexhibit.name = "a"\n[service.display]\nurl = "http://a/"\n${more}`).services;
  if (service === undefined) throw new Error('no service');
  return service;
};
const kind = (name: string, more = '') => core(`heartbeat = { kind = "${name}"${more} }`);

test.each([
  ['the same', core('environment = { A = "1", B = "2" }'), core('environment = { B = "2", A = "1" }'), true],
  ['written otherwise', core(''), core('directory = "./"\nbefore = []'), true],
  ['a directory', core(''), core('directory = "x"'), false],
  ['a variable', core('environment = { A = "1" }'), core('environment = { A = "2" }'), false],
  ['a command before', core(''), core('before = ["true"]'), false],
  ['the kind of heartbeat', core(''), kind('zmq'), false],
  ['what zmq is told', kind('zmq'), kind('zmq', ', interval = "2s"'), false],
  ['what zmq is told', kind('zmq'), kind('zmq', ', startup = "9s"'), false],
  ['what notify is told', kind('notify'), kind('notify', ', timeout = "9s"'), false],
  ['what notify is not told', kind('notify'), kind('notify', ', interval = "2s"'), true],
  ['the watched file', kind('file'), kind('file', ', path = "x"'), false],
  ['limits of a file', kind('file'), kind('file', ', timeout = "9s"'), true],
  ['limits of none', core(''), core('heartbeat.timeout = "9s"'), true],
  ['stall', kind('zmq'), kind('zmq', ', stall = "9s"'), true],
  ['order', core(''), core('after = ["audio"]\nwith = ["audio"]'), true],
  ['patience', core(''), core('backoff.max = "9s"\nstorm.restarts = 9\nbusy.max = "9s"'), true],
  ['end', core(''), core('stop.grace = "9s"\nrestart = "never"\ngive_up = []\nlog.keep = 9\nescalate = "service"'), true],
  ['the page', page(''), page('load_timeout = "9s"'), false],
  ['the order of what it may', page('allow = ["http://b", "http://c"]'), page('allow = ["http://c", "http://b"]'), true],
  ['the order of headers', page('headers = { A = "1", B = "2" }'), page('headers = { B = "2", A = "1" }'), true],
  ['a header', page('headers = { A = "1" }'), page('headers = { A = "2" }'), false],
  ['its zoom', page(''), page('zoom = 2'), false],
  ['its styles', page(''), page('css = "a.css"'), false],
  ['its screen', page(''), page('output = "HDMI-A-1"'), true],
  ['its timeout', page(''), page('heartbeat.timeout = "9s"'), false],
  ['its stall', page(''), page('heartbeat.stall = "9s"'), true],
])('%s: %#', (_what, a, b, same) => {
  expect(digest(a) === digest(b)).toBe(same);
});

test('the variables of the environment file count, and `environment` wins over them', () => {
  const service = core('environment = { A = "1" }');
  expect(digest(service, { B: '1' })).not.toBe(digest(service, { B: '2' }));
  expect(digest(service, { A: '1' })).toBe(digest(service, { A: '2' }));
});

test('the value is stable from version to version: an update alone restarts nothing', () => {
  expect(digest(core(''))).toBe('fcb1a75c3243386b');
});
