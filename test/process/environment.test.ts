import { expect, test } from 'vitest';
import { type EnvironmentSources, serviceEnvironment } from '../../electron/process/environment.ts';

const merge = (sources: Partial<EnvironmentSources>) =>
  serviceEnvironment({ login: {}, session: {}, file: {}, own: {}, invigil: {}, ...sources });

test('later sources win: login, session, file, own, invigil', () => {
  const names = ['login', 'session', 'file', 'own', 'invigil'] as const;
  const sources = Object.fromEntries(names.map((name, at) => [name, Object.fromEntries(names.slice(at).map((later) => [later, name]))]));
  // `login` is set by the first only, ..., `invigil` by all five.
  expect(merge(sources)).toEqual({ login: 'login', session: 'session', file: 'file', own: 'own', invigil: 'invigil' });
});

test("what Electron, an AppImage, npm and the supervisor's unit set is not passed on", () => {
  const login = {
    HOME: '/home/kiosk',
    ELECTRON_RUN_AS_NODE: '1',
    APPIMAGE: '/opt/x.AppImage',
    ARGV0: 'x',
    OWD: '/',
    NOTIFY_SOCKET: '/run/x',
    WATCHDOG_USEC: '1',
    WATCHDOG_PID: '1',
    LISTEN_FDS: '1',
    INVOCATION_ID: 'x',
    JOURNAL_STREAM: '8:1',
    npm_config_user_agent: 'npm',
    INIT_CWD: '/',
    NODE_OPTIONS: '--x',
    INVIGIL_CONTROL: '/other',
    PWD: '/somewhere',
    NODE_ENV: 'production',
  };
  expect(merge({ login, session: login })).toEqual({ HOME: '/home/kiosk', NODE_ENV: 'production' });
});

test('what the exhibit file says is kept, whatever its name', () => {
  expect(merge({ own: { NODE_OPTIONS: '--x' }, file: { ELECTRON_RUN_AS_NODE: '1' }, invigil: { NOTIFY_SOCKET: '/n' } })).toEqual({
    NODE_OPTIONS: '--x',
    ELECTRON_RUN_AS_NODE: '1',
    NOTIFY_SOCKET: '/n',
  });
});

test("an AppImage's folders leave the lists, and what is empty then leaves too", () => {
  const login = {
    APPDIR: '/tmp/.mount_x',
    PATH: '/tmp/.mount_x:/tmp/.mount_x/usr/sbin:/usr/bin',
    LD_LIBRARY_PATH: '/tmp/.mount_x/usr/lib:',
    XDG_DATA_DIRS: '/tmp/.mount_xy/share:/usr/share',
  };
  expect(merge({ login })).toEqual({ PATH: '/usr/bin', XDG_DATA_DIRS: '/tmp/.mount_xy/share:/usr/share' });
  expect(merge({ login: { LD_LIBRARY_PATH: '/opt/lib:' } })).toEqual({ LD_LIBRARY_PATH: '/opt/lib:' });
});

test('folders that npm put into PATH leave it; without npm they are the person’s', () => {
  const PATH = '/srv/x/node_modules/.bin:/node_modules/.bin:/usr/lib/node_modules/npm/lib/node-gyp-bin:/usr/bin';
  expect(merge({ login: { PATH, npm_execpath: '/usr/bin/npm', COLOR: '0', EDITOR: 'vi' } })).toEqual({ PATH: '/usr/bin' });
  expect(merge({ login: { COLOR: '0', EDITOR: 'vi' } })).toEqual({ COLOR: '0', EDITOR: 'vi' });
  expect(merge({ login: { PATH } })).toEqual({ PATH });
});

test('what is undefined is not there', () => {
  expect(merge({ login: { A: undefined, B: 'b' } })).toEqual({ B: 'b' });
});
