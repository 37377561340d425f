import { describe, expect, it } from 'vitest';
import { readSettings } from '../../electron/shell/environment.ts';
import { requestHeaders } from '../../electron/shell/headers.ts';
import { staysFramed, staysHome } from '../../electron/shell/origin.ts';
import { isGranted } from '../../electron/shell/permissions.ts';
import { encodeMessage, parseMessage } from '../../electron/shell/protocol.ts';

describe('the environment of the shell', () => {
  const settings = { title: 'Lamp', colour: '#A0b1C2', locale: 'de', windowed: false, hidden: false, hotkey: 'Ctrl+Alt+I', corner: null };
  const needed = { INVIGIL_SERVICE: 'display', INVIGIL_INSTANCE: 'a-1', INVIGIL_ENDPOINT: 'ipc:///tmp/x', INVIGIL_CONTROL: '/tmp/y' };
  const withSettings = (more: object) => ({ ...needed, INVIGIL_SHELL: JSON.stringify({ ...settings, ...more }) });

  it('says who the shell is and how it looks', () => {
    const expected = { service: 'display', instance: 'a-1', endpoint: 'ipc:///tmp/x', control: '/tmp/y', ...settings };
    expect(readSettings(withSettings({}))).toEqual(expected);
  });

  it('names everything that is wrong at once', () => {
    const read = () =>
      readSettings({ ...withSettings({ colour: 'red', corner: { where: 'middle', taps: 5 } }), INVIGIL_SERVICE: 'Display!' });
    for (const name of ['INVIGIL_SERVICE', 'INVIGIL_SHELL.colour', 'INVIGIL_SHELL.corner.where']) expect(read).toThrow(name);
    expect(() => readSettings({ INVIGIL_SHELL: '{' })).toThrow(/INVIGIL_CONTROL.*INVIGIL_SHELL: no JSON/);
  });
});

describe('messages of the supervisor', () => {
  it('are parsed, with fields of a later version passed over', () => {
    const show = {
      type: 'show',
      url: 'http://127.0.0.1:3000/',
      load_timeout_ms: 30_000,
      page_timeout_ms: 5000,
      page_stall_ms: 60_000,
      page_busy_max_ms: 60_000,
      page_busy_total_ms: 600_000,
      page: { allow: [], permissions: [], zoom: 1, cursor: 'shown', storage: 'keep', css: null, headers: {} },
    };
    expect(parseMessage(JSON.stringify({ ...show, later: 2 }))).toEqual(show);
    expect(parseMessage('{"type":"hold"}')).toEqual({ type: 'hold' });
    expect(parseMessage('{"type":"stop","grace_ms":5000}')).toEqual({ type: 'stop' });
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"type":"dance"}',
    '{"type":"show","url":"nowhere"}',
    '{"type":"show","url":"http://a/","load_timeout_ms":-1,"page_timeout_ms":1}',
  ])('that cannot be meant are dropped: %s', (text) => {
    expect(parseMessage(text)).toBeNull();
  });

  it('are answered with version, service and instance in each', () => {
    expect(JSON.parse(encodeMessage({ type: 'beat', seq: 3 }, 'display', 'a-1'))).toEqual({
      type: 'beat',
      seq: 3,
      v: 1,
      service: 'display',
      instance: 'a-1',
    });
  });
});

describe('where a page may go', () => {
  it.each([
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000/rooms/2?x=1', true],
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:3001/', false],
    ['http://127.0.0.1:3000/', 'https://127.0.0.1:3000/', false],
    ['https://example.org/a', 'https://example.org.evil.example/', false],
    ['https://example.org/a', 'mailto:someone@example.org', false],
    ['https://example.org/a', 'file:///etc/passwd', false],
    ['https://example.org/a', 'javascript:alert(1)', false],
    ['https://example.org/a', 'not a url', false],
    ['file:///srv/exhibit/index.html', 'file:///srv/exhibit/index.html#two', true],
    ['file:///srv/exhibit/index.html', 'file:///etc/passwd', false],
  ])('from %s to %s: %s', (home, target, allowed) => {
    expect(staysHome({ address: home, allow: [] }, target)).toBe(allowed);
  });

  it('is also what the exhibit allows, and nothing that only begins like it', () => {
    const home = { address: 'http://127.0.0.1:3000/', allow: ['https://example.org'] };
    const to = (target: string) => staysHome(home, target);
    expect(to('https://example.org/any/where')).toBe(true);
    expect(['http://example.org/', 'https://example.org.evil.example/', 'https://www.example.org/'].filter(to)).toEqual([]);
    expect(staysHome({ address: 'file:///srv/index.html', allow: ['https://example.org'] }, 'https://example.org/')).toBe(true);
  });

  it.each([
    ['', 'https://maps.example/embed', 'http://127.0.0.1:3000/', true],
    ['about:blank', 'https://maps.example/embed', '', true],
    ['https://maps.example/embed', 'https://maps.example/terms', 'https://maps.example/', true],
    ['https://maps.example/embed', 'https://search.example/', 'https://maps.example/', false],
    ['https://maps.example/embed', 'https://search.example/', '', false],
    ['https://maps.example/embed', 'https://search.example/', 'http://127.0.0.1:3000/', true],
    ['https://maps.example/embed', 'http://127.0.0.1:3000/rooms', 'https://maps.example/', true],
  ])('in a frame from %j to %s, sent by %j: %s', (from, to, sender, allowed) => {
    expect(staysFramed({ address: 'http://127.0.0.1:3000/', allow: [] }, { from, to, sender })).toBe(allowed);
  });
});

describe('what a page may use', () => {
  const home = { address: 'http://127.0.0.1:3000/', allow: ['https://example.org'] };
  const asks = (granted: string[], permission: string, media: string[] = [], from = 'http://127.0.0.1:3000/') =>
    isGranted(granted, home, { permission, media, from });

  it('is what the exhibit file names, and nothing else', () => {
    expect(asks(['midi'], 'midiSysex')).toBe(true);
    expect(asks(['fullscreen', 'pointer-lock'], 'pointerLock')).toBe(true);
    const others = ['openExternal', 'notifications', 'display-capture', 'hid', 'serial', 'usb', 'unknown', 'constructor', '__proto__'];
    const everything = ['camera', 'microphone', 'midi', 'geolocation', 'fullscreen', 'pointer-lock', 'clipboard-read'];
    expect(others.filter((permission) => asks(everything, permission))).toEqual([]);
    expect(asks([], 'geolocation')).toBe(false);
  });

  it('tells the camera from the microphone', () => {
    expect(asks(['camera'], 'media', ['video'])).toBe(true);
    expect(asks(['camera'], 'media', ['video', 'audio'])).toBe(false);
    expect(asks(['camera', 'microphone'], 'media', ['video', 'audio'])).toBe(true);
    expect(asks(['camera', 'microphone'], 'media', [])).toBe(false);
    expect(asks(['camera', 'microphone'], 'media', ['unknown'])).toBe(false);
  });

  it('is its own, and that of the origins it may go to', () => {
    expect(asks(['geolocation'], 'geolocation', [], 'https://example.org/frame')).toBe(true);
    expect(asks(['geolocation'], 'geolocation', [], 'https://maps.example/')).toBe(false);
    expect(asks(['geolocation'], 'geolocation', [], '')).toBe(false);
    const file = { address: 'file:///srv/index.html', allow: [] };
    expect(isGranted(['midi'], file, { permission: 'midi', media: [], from: 'file:///' })).toBe(true);
  });
});

describe('headers of the exhibit file', () => {
  const ours = { 'X-Key': 'secret' };
  const to = (target: string, sent: Record<string, string> = {}) => requestHeaders(ours, 'http://127.0.0.1:3000/', target, sent);

  it('go to the origin of the page, also over a WebSocket', () => {
    expect(to('http://127.0.0.1:3000/a.js', { Accept: '*/*' })).toEqual({ Accept: '*/*', 'X-Key': 'secret' });
    expect(to('ws://127.0.0.1:3000/live')).toEqual(ours);
    expect(to('http://127.0.0.1:3000/', { 'x-key': 'forged' })).toEqual(ours);
  });

  it('go nowhere else, and not along with a redirect', () => {
    expect(to('http://127.0.0.1:3001/', { 'x-key': 'secret', Accept: '*/*' })).toEqual({ Accept: '*/*' });
    expect(to('https://127.0.0.1:3000/')).toEqual({});
    expect(to('http://example.org/', { 'X-Key': 'its own' })).toEqual({ 'X-Key': 'its own' });
  });
});
