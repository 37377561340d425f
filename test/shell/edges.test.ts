import { describe, expect, it } from 'vitest';
import { readSettings } from '../../electron/shell/environment.ts';
import { staysHome } from '../../electron/shell/origin.ts';
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
    expect(staysHome(home, target)).toBe(allowed);
  });
});
